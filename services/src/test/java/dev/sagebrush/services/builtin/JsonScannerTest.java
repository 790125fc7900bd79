package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.learn.InvalidDataException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonScannerTest {

  private static Object value(byte[] text) {
    JsonScanner json = new JsonScanner(text, 0, text.length);
    Object value = json.value();
    json.finish();
    return value;
  }

  private static Object value(String text) {
    return value(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsEveryKindOfValue() {
    assertEquals(
        Map.of(
            "a",
            List.of("1.5", "true", "null", "x\"\n\u00e9\u20ac"),
            "b",
            Map.of(),
            "c",
            List.of()),
        value(" {\"a\" : [1.5, true,null, \"x\\\"\\n\u00e9\\u20AC\"], \"b\":{}, \"c\":[ ]} "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\"}",
        "{\"a\":1,}",
        "\"a",
        "\"\\x\"",
        "\"\\u12",
        "tru",
        "1 2",
        "[1 2]",
        "{a:1}",
        "-",
        "1e",
        "\"\\"
      })
  void refusesWhatIsNoJson(String text) {
    assertThrows(InvalidDataException.class, () -> value(text));
  }

  @Test
  void depthIsBounded() {
    String deep = "[".repeat(100_000);
    assertThrows(InvalidDataException.class, () -> value(deep));
  }

  @Test
  void damagedTextEndsInAnErrorOrAValue() {
    byte[] good =
        "{\"instances\": [{\"features\": [1.5, -2e3, 3]}, {\"data\": \"\\u00e9\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    SplittableRandom random = new SplittableRandom(11);
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] text = good.clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }
      try {
        value(text);
      } catch (InvalidDataException e) {
        refused++;
      }
    }
    assertTrue(refused > 10_000, "too few were refused");
  }
}
