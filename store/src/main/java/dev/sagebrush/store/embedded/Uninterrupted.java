package dev.sagebrush.store.embedded;

/** Waiting that an interrupt cannot cut short, and that keeps the interrupt for later. */
final class Uninterrupted {

  private Uninterrupted() {}

  /** Waits until {@code thread} has ended. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
