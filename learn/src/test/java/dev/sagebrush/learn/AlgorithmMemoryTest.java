package dev.sagebrush.learn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every algorithm promises of its memory. The heap is everybody's, so nobody runs beside. */
@Isolated
class AlgorithmMemoryTest {

  private static final int ROWS = 200_000;
  private static final long DATA_BYTES =
      (long) ROWS * (AlgorithmContractTest.COLUMNS + 1) * Float.BYTES;

  static List<Algorithm> algorithms() {
    return Algorithms.all();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void livesInBoundedMemory(Algorithm algorithm) throws IOException {
    Dataset data = AlgorithmContractTest.data(ROWS, 9);
    long before = live();
    Set<Class<?>> kinds = new HashSet<>();
    long[] most = {0};
    // Live memory at the first event of each kind, while the fit holds what it needs.
    Progress meter =
        event -> {
          if (kinds.add(event.getClass())) {
            most[0] = Math.max(most[0], live() - before);
          }
        };
    algorithm.fit(AlgorithmContractTest.fitting(algorithm, data).withProgress(meter));
    assertFalse(kinds.isEmpty(), "no event");
    assertTrue(
        most[0] < 4 * DATA_BYTES + (32 << 20),
        "live memory grew by " + most[0] + " bytes for " + DATA_BYTES + " bytes of data");
  }

  private static long live() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
