package dev.sagebrush.learn.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  private static float parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Decimal.parse(bytes, 0, bytes.length);
  }

  private static void same(String text) {
    assertEquals(
        Float.floatToRawIntBits(Float.parseFloat(text)),
        Float.floatToRawIntBits(parse(text)),
        text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "+1",
        "5.",
        ".5",
        "1e5",
        "1E-5",
        "-1.25e+3",
        "16777217",
        "16777219",
        "3.4028235e38",
        "3.4028236e38",
        "1e39",
        "1e-46",
        "1.17549435e-38",
        "7e-46",
        "1.4e-45",
        "0.1",
        "0.3333333333333333333333333333333333",
        "123456789012345678901234567890",
        "1.00000017881393432617187499",
        "1.00000017881393432617187500",
        "1.00000017881393432617187501",
        "0.000000000000000000000000000000000000001",
        "1e99999999999",
        "0e99999999999",
        "1e-99999999999",
        "8388608.5",
        "8388609.5"
      })
  void readsAsTheJdkDoes(String text) {
    same(text);
  }

  @Test
  void readsRandomTextAsTheJdkDoes() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        same(Float.toString(value));
        same(Double.toString((double) value + Math.ulp(value) * random.nextDouble()));
        same(Double.toString((value + (double) Math.nextUp(value)) / 2));
      }
      same(random.nextInt(100_000) + "." + random.nextInt(1_000_000));
      same(random.nextLong() + "e" + (random.nextInt(80) - 60));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", "+", ".", "-.", "e5", "1e", "1e+", "1ee5", "1.2.3", "0x10", "1f", "abc", "na",
        "--1", "1,5", " 1", "1 ", "in", "infinit", "NaN1"
      })
  void refusesOtherText(String text) {
    assertTrue(Decimal.isNone(parse(text)), text);
  }

  @Test
  void readsWords() {
    assertEquals(Float.POSITIVE_INFINITY, parse("inf"));
    assertEquals(Float.NEGATIVE_INFINITY, parse("-Infinity"));
    assertTrue(Float.isNaN(parse("NaN")) && !Decimal.isNone(parse("nan")));
  }
}
