package dev.sagebrush.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsValues() {
    assertEquals(
        Map.of(
            "a", List.of(BigDecimal.ONE, new BigDecimal("-2.5e3"), true, false),
            "b", Map.of(),
            "", "\"\\/\b\f\n\r\té😀"),
        Json.parse(
            " { \"a\" : [1, -2.5e3,true , false], \"b\":{},"
                + "\"\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"} "));
    assertNull(Json.parse("null"));
    assertEquals("é😀", Json.parse("\"é😀\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "[,1]",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "0x1",
        "NaN",
        "tru",
        "nulll",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "1 2",
        "{\"a\":1,\"a\":2}",
        "'a'",
        "1e99999999999"
      })
  void refusesWhatIsNoJson(String text) {
    assertThrows(JsonException.class, () -> Json.parse(text));
  }

  @Test
  void saysWhere() {
    JsonException e = assertThrows(JsonException.class, () -> Json.parse("{\"a\": x}"));
    assertEquals(6, e.position());
    assertEquals("'x' is out of place at character 6", e.getMessage());
  }

  @Test
  void nestsOnlySoDeep() {
    assertNotNull(Json.parse("[".repeat(101) + "]".repeat(101)));
    assertThrows(JsonException.class, () -> Json.parse("[".repeat(100_000)));
  }

  @Test
  void survivesDamage() {
    String text =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"n\":[1.5e-3,null]}]}";
    Random random = new Random(11);
    List<Integer> refused = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder damaged = new StringBuilder(text);
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(damaged.length());
        switch (random.nextInt(3)) {
          case 0 ->
              damaged.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
          case 1 -> damaged.deleteCharAt(at);
          default -> damaged.insert(at, "{}[]\",:\\u0".charAt(random.nextInt(10)));
        }
      }
      try {
        assertNotNull(Json.parse(damaged.toString()));
      } catch (JsonException e) {
        refused.add(e.position());
      }
    }
    assertEquals(true, refused.size() > 5_000);
  }
}
