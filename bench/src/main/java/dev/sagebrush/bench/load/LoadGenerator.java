package dev.sagebrush.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends requests over several connections, each as soon as the answer to the one before is there (a
 * closed loop, as wrk and ab do).
 */
public final class LoadGenerator {

  private LoadGenerator() {}

  /**
   * Loads a server.
   *
   * @param requests for each connection its own, sent round robin
   * @param period how long
   * @throws IOException when one answer is not a success
   */
  public static Load run(Endpoint server, List<List<byte[]>> requests, Duration period)
      throws IOException, InterruptedException {
    CyclicBarrier start = new CyclicBarrier(requests.size());
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            requests.size(), Thread.ofPlatform().name("connection-", 0).factory())) {
      List<Callable<long[]>> connections = new ArrayList<>();
      for (List<byte[]> own : requests) {
        connections.add(() -> connection(server, own, start, period.toNanos()));
      }
      long[] all = {};
      for (Future<long[]> done : pool.invokeAll(connections)) {
        long[] some = done.get();
        int had = all.length;
        all = Arrays.copyOf(all, had + some.length);
        System.arraycopy(some, 0, all, had, some.length);
      }
      return new Load(all, period.toNanos() / 1e9);
    } catch (ExecutionException failed) {
      throw new IOException("the load broke off", failed.getCause());
    }
  }

  private static long[] connection(
      Endpoint server, List<byte[]> requests, CyclicBarrier start, long period) throws Exception {
    long[] latencies = new long[1024];
    int count = 0;
    try (Exchange exchange = new Exchange(server)) {
      start.await();
      long began = System.nanoTime();
      long sent = began;
      while (sent - began < period) {
        exchange.call(requests.get(count % requests.size()));
        long answered = System.nanoTime();
        if (answered - began > period) {
          break;
        }
        if (count == latencies.length) {
          latencies = Arrays.copyOf(latencies, 2 * count);
        }
        latencies[count++] = answered - sent;
        sent = answered;
      }
    }
    return Arrays.copyOf(latencies, count);
  }
}
