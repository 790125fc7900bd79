package dev.sagebrush.store.embedded;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a child JVM that writes, kills it with SIGKILL in mid-work and tells what it had promised.
 */
final class KilledChild {

  private static final int THREADS = 4;

  private KilledChild() {}

  /** One numbered piece of durable work. */
  interface Work {
    void run(long number) throws Exception;
  }

  /**
   * In the parent: runs {@code main} on a directory, kills it once it has acknowledged {@code
   * enough}, and answers how many, counted from 0 without a gap, it had acknowledged by then.
   */
  static long run(Class<?> main, Path directory, long enough) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = 0;
    boolean killed = false;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(child.getInputStream()))) {
      boolean[] seen = new boolean[1 << 20];
      while (true) {
        seen[(int) in.readLong()] = true;
        while (seen[(int) acknowledged]) {
          acknowledged++;
        }
        if (acknowledged >= enough && !killed) {
          // Not by the process object, which would close the pipe before it has been read.
          killed = child.toHandle().destroyForcibly();
        }
      }
    } catch (EOFException e) {
      // The child is dead, as intended; what was in the pipe has been read.
      if (acknowledged < enough) {
        throw new AssertionError("the child ended by itself with " + child.waitFor(), e);
      }
    }
    child.waitFor();
    return acknowledged;
  }

  /** In the child: works in several threads until killed, acknowledging to standard output. */
  static void acknowledgeForEver(Work work) throws Exception {
    FileOutputStream pipe = new FileOutputStream(FileDescriptor.out);
    DataOutputStream out = new DataOutputStream(pipe);
    AtomicLong next = new AtomicLong();
    Thread[] threads = new Thread[THREADS];
    for (int t = 0; t < THREADS; t++) {
      threads[t] =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (true) {
                    long number = next.getAndIncrement();
                    work.run(number);
                    synchronized (out) {
                      out.writeLong(number);
                      out.flush();
                    }
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
