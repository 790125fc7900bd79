package dev.sagebrush.bench;

import dev.sagebrush.bench.load.Exchange;
import dev.sagebrush.bench.load.Requests;
import dev.sagebrush.kernel.SystemClock;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** One object of 64 MiB through curl. */
final class S3Get64 implements Benchmark {

  private static final int MEGABYTES = 64;
  private static final int WARMING = 10;
  private static final String PATH = "/bench-get/object";

  @Override
  public String name() {
    return "s3-get-64m";
  }

  @Override
  public String about() {
    return "64 MiB GET through curl, against moto_server";
  }

  @Override
  public void run(Workplace place, Consumer<Finding> found) throws Exception {
    int rounds = 5 * place.rounds();
    double[] ourRates = new double[rounds];
    double[] theirRates = new double[rounds];
    try (Server ours = Server.ours(place);
        Server theirs = Server.moto()) {
      String ourUrl = prepared(ours);
      String theirUrl = prepared(theirs);
      for (int warming = 0; warming < WARMING; warming++) {
        rate(ourUrl);
        rate(theirUrl);
      }
      for (int round = 0; round < rounds; round++) {
        ourRates[round] = rate(ourUrl);
        theirRates[round] = rate(theirUrl);
      }
    }
    found.accept(
        Finding.rates(
            "64 MiB by curl",
            "MiB/s",
            ourRates,
            Server.MOTO,
            theirRates,
            new Finding.Goal.TimesBetter(2)));
  }

  private static String prepared(Server server) throws IOException {
    byte[] body = new byte[MEGABYTES << 20];
    new Random(64).nextBytes(body);
    try (Exchange exchange = new Exchange(server.endpoint())) {
      var now = new SystemClock().now();
      exchange.call(Requests.s3(server.endpoint(), "PUT", "/bench-get", new byte[0], now));
      exchange.call(Requests.s3(server.endpoint(), "PUT", PATH, body, now));
      return Requests.s3Url(server.endpoint(), "GET", PATH, now);
    }
  }

  private static double rate(String url) throws IOException, InterruptedException {
    List<String> lines =
        Python.output(
            List.of("curl", "-fsS", "-o", "/dev/null", "-w", "%{size_download} %{time_total}", url),
            new byte[0]);
    String[] words = lines.getFirst().split(" ");
    if (Long.parseLong(words[0]) != (long) MEGABYTES << 20) {
      throw new IOException("curl was given " + words[0] + " bytes");
    }
    return MEGABYTES / Double.parseDouble(words[1]);
  }
}
