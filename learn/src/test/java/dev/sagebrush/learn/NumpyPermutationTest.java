package dev.sagebrush.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NumpyPermutationTest {

  /** Expected values: NumPy 2.4.6. */
  @Test
  void agreesWithNumpy() {
    assertArrayEquals(new int[] {2, 8, 4, 9, 1, 6, 7, 3, 0, 5}, NumpyPermutation.of(0, 10));
    int[] large = NumpyPermutation.of(0, 41_188);
    assertArrayEquals(
        new int[] {15500, 29034, 11199, 22247, 27180, 33831}, Arrays.copyOf(large, 6));
    assertArrayEquals(new int[] {21243, 2732}, Arrays.copyOfRange(large, 41_186, 41_188));
  }
}
