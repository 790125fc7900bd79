package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PythonNumbersTest {

  private static String single(float value) {
    byte[] text = new byte[PythonNumbers.LONGEST];
    int end = PythonNumbers.write(value, text, 0);
    return new String(text, 0, end, StandardCharsets.US_ASCII);
  }

  private static String real(double value) {
    byte[] text = new byte[PythonNumbers.LONGEST];
    int end = PythonNumbers.write(value, text, 0);
    return new String(text, 0, end, StandardCharsets.US_ASCII);
  }

  /** As printed by Python 3.11. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "1, 1.0",
    "-2.5, -2.5",
    "100, 100.0",
    "1e15, 1000000000000000.0",
    "9999999999999998, 9999999999999998.0",
    "1e16, 1e+16",
    "1.5e16, 1.5e+16",
    "0.0001, 0.0001",
    "0.00012345, 0.00012345",
    "0.00001, 1e-05",
    "1.25e-7, 1.25e-07",
    "4.9e-324, 5e-324",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "123456.789, 123456.789",
    "2e-323, 2e-323",
    "5e22, 5e+22",
    "1e23, 1e+23",
    "9.5e22, 9.5e+22",
    "0, 0.0",
    "-0.0, -0.0",
    "9007199254740993, 9007199254740992.0",
    "3e100, 3e+100",
    "NaN, nan",
    "Infinity, inf",
    "-Infinity, -inf"
  })
  void doublesAsPython(double value, String text) {
    assertEquals(text, real(value));
  }

  /** As printed by NumPy 1.24. */
  @ParameterizedTest
  @CsvSource({
    "0.9734526872634888, 0.9734527",
    "0.1, 0.1",
    "1e-5, 1e-05",
    "123456789, 123456790.0",
    "1e16, 1e+16",
    "1.4e-45, 1e-45",
    "3.4e38, 3.4e+38",
    "16777216, 16777216.0",
    "0.5, 0.5",
    "3.4028235e38, 3.4028235e+38",
    "1.17549435e-38, 1.1754944e-38",
    "-7, -7.0"
  })
  void floatsAsNumpy(float value, String text) {
    assertEquals(text, single(value));
  }

  @Test
  void aFloatWidenedHasTheDigitsOfADouble() {
    assertEquals("0.9734526872634888", real(0.9734526872634888f));
    assertEquals("0.10000000149011612", real(0.1f));
  }

  @Test
  void everythingReadsBackAndIsNoLongerThanJavas() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String text = real(value);
        assertEquals(value, Double.parseDouble(text), text);
        assertTrue(digits(text) <= digits(Double.toString(value)), text);
      }
      float narrow = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(narrow)) {
        String text = single(narrow);
        assertEquals(narrow, Float.parseFloat(text), text);
        assertTrue(digits(text) <= digits(Float.toString(narrow)), text);
      }
    }
  }

  @Test
  void isTheNearestOfTheShortest() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100_000; i++) {
      double value = random.nextDouble() * Math.pow(10, random.nextInt(-20, 20));
      BigDecimal ours = new BigDecimal(real(value));
      BigDecimal javas = new BigDecimal(Double.toString(value));
      assertEquals(0, ours.compareTo(javas), () -> value + " became " + ours);
    }
  }

  private static int digits(String text) {
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    return number.precision();
  }
}
