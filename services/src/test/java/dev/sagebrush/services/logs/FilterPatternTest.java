package dev.sagebrush.services.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.ServiceException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "`` ~ anything ~ true",
        "ERROR ~ an ERROR here ~ true",
        "ERROR ~ an error here ~ false",
        "ERROR code ~ code 5 ERROR ~ true",
        "ERROR code ~ ERROR ~ false",
        "ERROR -code ~ code 5 ERROR ~ false",
        "ERROR -code ~ ERROR ~ true",
        "?ERROR ?WARN ~ a WARN ~ true",
        "?ERROR ?WARN ~ an INFO ~ false",
        "?ERROR WARN ~ a WARN ~ false",
        "\"a \\\"b\\\" c\" ~ x a \"b\" c y ~ true",
        "-\"not me\" ~ it is not me ~ false",
        "{ $.a = \"x\" } ~ {\"a\":\"x\"} ~ true",
        "{ $.a = \"x\" } ~ {\"a\":\"xy\"} ~ false",
        "{ $.a = \"x*\" } ~ {\"a\":\"xy\"} ~ true",
        "{ $.a = x* } ~ {\"a\":\"xy\"} ~ true",
        "{ $.a != x } ~ {\"a\":\"y\"} ~ true",
        "{ $.a != x } ~ {\"b\":\"y\"} ~ false",
        "{ $.n >= 3 } ~ {\"n\":3} ~ true",
        "{ $.n > 3 } ~ {\"n\":3.0} ~ false",
        "{ $.n = 3 } ~ {\"n\":3.0} ~ true",
        "{ $.n < 3e2 } ~ {\"n\":299} ~ true",
        "{ $.n > 3 } ~ {\"n\":\"4\"} ~ false",
        "{ $.a.b[1].c = 1 } ~ {\"a\":{\"b\":[{},{\"c\":1}]}} ~ true",
        "{ $.a[*] = 2 } ~ {\"a\":[1,2]} ~ true",
        "{ $.*.b = 2 } ~ {\"a\":{\"b\":2}} ~ true",
        "{ $['a b'] = 2 } ~ {\"a b\":2} ~ true",
        "{ $.a IS TRUE } ~ {\"a\":true} ~ true",
        "{ $.a IS NULL } ~ {\"a\":null} ~ true",
        "{ $.a IS NULL } ~ {\"b\":null} ~ false",
        "{ $.a EXISTS } ~ {\"a\":null} ~ true",
        "{ $.a NOT EXISTS } ~ {\"b\":1} ~ true",
        "{ ($.a = 1 || $.b = 2) && $.c = 3 } ~ {\"b\":2,\"c\":3} ~ true",
        "{ $.a = 1 || $.b = 2 && $.c = 3 } ~ {\"a\":1} ~ true",
        "{ $.a = 1 } ~ not json ~ false",
        "{ $.a = 1 } ~ {\"a\":1 ~ false",
        "[a, b] ~ one two ~ true",
        "[a, b] ~ one two three ~ false",
        "[a, ..., z = 4*] ~ one two three 404 ~ true",
        "[a, ..., z = 4*] ~ one 500 ~ false",
        "[a, n > 10, c] ~ x 11 y ~ true",
        "[a, n > 10, c] ~ x ten y ~ false",
        "[a, n > 10 && n < 12] ~ x 11 ~ true",
        "[a = x || a = y, b] ~ y 1 ~ true",
        "[ip, time, request = \"GET *\", s] ~ 1.2.3.4 [10/Oct] \"GET /a b\" 200 ~ true"
      })
  void matchesAsAwsDoes(String pattern, String message, boolean matches) {
    assertEquals(matches, FilterPattern.parse(pattern).matches(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a-b",
        "\"open",
        "{",
        "{}",
        "{ $.a }",
        "{ a = 1 }",
        "{ $.a = }",
        "{ $.a > x }",
        "{ $.a = 1 } x",
        "{ ($.a = 1 }",
        "{ $.a[ = 1 }",
        "{ $.a NOT }",
        "{ $.a IS MAYBE }",
        "[",
        "[a",
        "[]",
        "[a,]",
        "[..., ...]",
        "[a > ]",
        "[a] b",
        "-",
        "?"
      })
  void refusesWhatItCannotRead(String pattern) {
    ServiceException refusal =
        assertThrows(ServiceException.class, () -> FilterPattern.parse(pattern));
    assertEquals("InvalidParameterException", refusal.code());
  }

  @Test
  void refusesRegularExpressions() {
    for (String pattern : new String[] {"%a+%", "{ $.a = %b% }", "[a = %b%]"}) {
      ServiceException refusal =
          assertThrows(ServiceException.class, () -> FilterPattern.parse(pattern));
      assertEquals("NotImplemented", refusal.code());
    }
  }

  @Test
  void survivesAnyText() {
    String[] pieces = {
      "{", "}", "[", "]", "(", ")", "$", ".a", "[*]", "[0]", " = ", ">", "&&", "||", "\"", "x*",
      "3", "...", ",", "-", "?", "IS", "NULL", "NOT", "EXISTS", " ", "\\", "é"
    };
    Random random = new Random(17);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder pattern = new StringBuilder(random.nextBoolean() ? "{ $.a" : "");
      for (int n = random.nextInt(8); n > 0; n--) {
        pattern.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        FilterPattern.parse(pattern.toString()).matches("{\"a\":[1,{\"b\":\"x\"}]}");
        read++;
      } catch (ServiceException e) {
        assertTrue(e.code().equals("InvalidParameterException"), e.code());
      }
    }
    assertTrue(read > 500, "only " + read + " patterns could be read");
    assertThrows(ServiceException.class, () -> FilterPattern.parse("{ " + "(".repeat(100_000)));
  }
}
