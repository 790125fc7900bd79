package dev.sagebrush.services.sagemaker;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** Waits for what happens elsewhere. */
final class Waiting {

  private static final long LIMIT_NANOS = 60_000_000_000L;
  private static final long PAUSE_NANOS = 5_000_000L;

  private Waiting() {}

  /** Returns when a condition holds; fails when it does not within a minute. */
  static void until(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      Assertions.assertTrue(System.nanoTime() - start < LIMIT_NANOS, "waited for a minute");
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
