package dev.sagebrush.services.builtin;

import dev.sagebrush.kernel.SystemClock;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The training process: {@code TrainMain <algorithm> <folder>}. It ends with 0, with {@value
 * Training#CLIENT_ERROR} when the user can mend what is wrong, with {@value
 * Training#ALGORITHM_ERROR} when the user cannot; then {@code output/failure} says why. SIGTERM
 * asks it to end early with the model it has.
 */
final class TrainMain {

  private TrainMain() {}

  public static void main(String[] arguments) {
    // Whole lines, so that they reach the log as they are written.
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            StandardCharsets.UTF_8);
    AtomicBoolean stopping = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(() -> {
                  stopping.set(true);
                  awaitQuietly(ended);
                }));
    int code;
    // Whatever ends this thread must let the hook end as well, or the process never does.
    try {
      Builtin builtin = Algorithms.keyed(arguments[0]);
      TrainingFolder folder = new TrainingFolder(Path.of(arguments[1]));
      code = new Training(builtin, folder, out, new SystemClock(), stopping::get).run();
    } finally {
      out.flush();
      ended.countDown();
    }
    System.exit(code);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
