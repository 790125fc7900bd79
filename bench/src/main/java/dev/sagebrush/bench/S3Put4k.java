package dev.sagebrush.bench;

import dev.sagebrush.bench.load.Endpoint;
import dev.sagebrush.bench.load.Exchange;
import dev.sagebrush.bench.load.Requests;
import dev.sagebrush.kernel.SystemClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** New objects of 4 KiB over eight connections, each durable before it is answered. */
final class S3Put4k implements Benchmark {

  private static final int CONNECTIONS = 8;
  private static final int KEYS = 3000;
  private static final int SIZE = 4096;

  @Override
  public String name() {
    return "s3-put-4k";
  }

  @Override
  public String about() {
    return "4 KiB PUT over 8 connections (ours durable), against moto_server";
  }

  @Override
  public void run(Workplace place, Consumer<Finding> found) throws Exception {
    try (Server ours = Server.ours(place);
        Server theirs = Server.moto()) {
      bucket(ours.endpoint());
      bucket(theirs.endpoint());
      Duel duel = Duel.run(place, ours, theirs, CONNECTIONS, S3Put4k::puts);
      found.accept(duel.rate("4 KiB PUT, 8 connections", new Finding.Goal.TimesBetter(5)));
      found.accept(duel.latency("4 KiB PUT p50, 8 connections", 0.5, new Finding.Goal.None()));
      found.accept(duel.latency("4 KiB PUT p99, 8 connections", 0.99, new Finding.Goal.None()));
    }
  }

  private static void bucket(Endpoint server) throws IOException {
    try (Exchange exchange = new Exchange(server)) {
      exchange.call(Requests.s3(server, "PUT", "/bench-put", new byte[0], new SystemClock().now()));
    }
  }

  private static List<byte[]> puts(Endpoint server, int connection) {
    byte[] body = new byte[SIZE];
    new Random(connection).nextBytes(body);
    List<byte[]> requests = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      String path = "/bench-put/" + connection + "/" + key;
      requests.add(Requests.s3(server, "PUT", path, body, new SystemClock().now()));
    }
    return requests;
  }
}
