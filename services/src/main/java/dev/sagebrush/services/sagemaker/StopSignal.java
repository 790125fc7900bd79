package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.ContainerProcess;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells a run to end. A process that runs, or starts later, gets SIGTERM, and SIGKILL two minutes
 * later if it still runs then.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-envvariables.html">SageMaker
 * Developer Guide</a>, "How Amazon SageMaker processes training stop signals".
 */
final class StopSignal {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private @Nullable Reason reason;
  private @Nullable ContainerProcess process;
  private @Nullable Thread stopper;

  /** Why a run is to end. */
  enum Reason {
    REQUESTED,
    MAX_RUNTIME
  }

  /** Why the run is to end; null when it is not. */
  synchronized @Nullable Reason raised() {
    return reason;
  }

  /** Tells the run to end; the first reason stays. */
  synchronized void raise(Reason why) {
    if (reason == null) {
      reason = why;
      stop();
    }
  }

  /** Names the process that is to end with the run. */
  synchronized void guard(ContainerProcess started) {
    process = started;
    if (reason != null) {
      stop();
    }
  }

  /** Forgets the process, which has ended. */
  synchronized void release() {
    process = null;
    if (stopper != null) {
      stopper.interrupt();
    }
  }

  private void stop() {
    ContainerProcess target = process;
    if (target != null && stopper == null) {
      stopper =
          Thread.ofVirtual()
              .name("training-stop")
              .start(() -> {
                try {
                  target.stop(PATIENCE);
                } catch (InterruptedException e) {
                  // The process has ended meanwhile.
                  Thread.currentThread().interrupt();
                }
              });
    }
  }
}
