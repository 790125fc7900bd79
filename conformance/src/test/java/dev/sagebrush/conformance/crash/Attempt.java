package dev.sagebrush.conformance.crash;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Calls made while the server is killed: they end because nobody answers any more. */
final class Attempt {

  private final FutureTask<Void> task;

  private Attempt(Runnable calls) {
    this.task = new FutureTask<>(calls, null);
  }

  static Attempt start(Runnable calls) {
    Attempt attempt = new Attempt(calls);
    Thread.ofVirtual().name("attempt").start(attempt.task);
    return attempt;
  }

  /** Asserts that it was cut off: neither acknowledged nor refused. */
  void assertCutOff() {
    ExecutionException end = assertThrows(ExecutionException.class, task::get);
    Throwable cause = end.getCause();
    boolean gone = cause instanceof SdkClientException || cause instanceof UncheckedIOException;
    assertTrue(gone, () -> "not cut off, but " + cause);
  }
}
