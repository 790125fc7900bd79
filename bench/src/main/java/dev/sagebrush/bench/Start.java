package dev.sagebrush.bench;

import dev.sagebrush.bench.load.Exchange;
import dev.sagebrush.bench.load.Requests;
import dev.sagebrush.kernel.SystemClock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * From the command to the line that says it is ready, and resident memory once idle: five seconds
 * after it has answered a first call.
 */
final class Start implements Benchmark {

  private static final long IDLE_NANOS = 5_000_000_000L;
  private static final double MEGABYTE = 1e6;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String about() {
    return "seconds from the command to ready, and idle resident memory, against moto_server";
  }

  @Override
  public void run(Workplace place, Consumer<Finding> found) throws Exception {
    double[] ourTimes = new double[place.rounds()];
    double[] ourSizes = new double[place.rounds()];
    double[] theirTimes = new double[place.rounds()];
    double[] theirSizes = new double[place.rounds()];
    Server.ours(place).close(); // Builds what is missing, the cache for a fast start included.
    Server.moto().close();
    for (int round = 0; round < place.rounds(); round++) {
      try (Server ours = Server.ours(place)) {
        ourTimes[round] = ours.startSeconds();
        ourSizes[round] = idleSize(ours);
      }
      try (Server theirs = Server.moto()) {
        theirTimes[round] = theirs.startSeconds();
        theirSizes[round] = idleSize(theirs);
      }
    }
    found.accept(
        Finding.times(
            "command to ready", "s", ourTimes, Server.MOTO, theirTimes, new Finding.Goal.Below(1)));
    found.accept(
        Finding.times(
            "idle resident memory",
            "MB",
            ourSizes,
            Server.MOTO,
            theirSizes,
            new Finding.Goal.Below(250)));
  }

  private static double idleSize(Server server) throws Exception {
    try (Exchange exchange = new Exchange(server.endpoint())) {
      exchange.call(
          Requests.s3(server.endpoint(), "GET", "/", new byte[0], new SystemClock().now()));
    }
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < IDLE_NANOS) {
      LockSupport.parkNanos(IDLE_NANOS / 10);
    }
    return server.residentBytes() / MEGABYTE;
  }
}
