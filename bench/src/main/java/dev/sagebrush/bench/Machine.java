package dev.sagebrush.bench;

import dev.sagebrush.kernel.SystemClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine a run was made on.
 *
 * @param date the day, in UTC
 * @param description processor, cores, memory, system, Java, and how busy it was
 */
record Machine(String date, String description) {

  /** This machine, now. */
  static Machine here() throws IOException {
    var system = ManagementFactory.getOperatingSystemMXBean();
    String memory =
        system instanceof com.sun.management.OperatingSystemMXBean more
            ? String.format(Locale.ROOT, ", %d GiB", more.getTotalMemorySize() + (1L << 29) >> 30)
            : "";
    String description =
        String.format(
            Locale.ROOT,
            "%s, %d cores%s, %s %s, Java %s, load average %.1f when it began",
            processor(),
            system.getAvailableProcessors(),
            memory,
            system.getName(),
            system.getVersion(),
            Runtime.version(),
            system.getSystemLoadAverage());
    return new Machine(new SystemClock().now().toString().substring(0, 10), description);
  }

  private static String processor() throws IOException {
    Path facts = Path.of("/proc/cpuinfo");
    if (Files.isReadable(facts)) {
      for (String line : Files.readAllLines(facts)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    }
    return System.getProperty("os.arch", "unknown processor");
  }
}
