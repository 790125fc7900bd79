package dev.sagebrush.bench;

import dev.sagebrush.bench.load.Endpoint;
import dev.sagebrush.bench.load.Requests;
import dev.sagebrush.kernel.SystemClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** DescribeModel over eight connections. */
final class DescribeModel implements Benchmark {

  private static final int CONNECTIONS = 8;
  private static final String DATA = "s3://bench-describe/model.tar.gz";

  @Override
  public String name() {
    return "describe-model";
  }

  @Override
  public String about() {
    return "SageMaker DescribeModel over 8 connections, against moto_server";
  }

  @Override
  public void run(Workplace place, Consumer<Finding> found) throws Exception {
    Python python = Python.with("boto3");
    try (Server ours = Server.ours(place);
        Server theirs = Server.moto()) {
      for (Server server : List.of(ours, theirs)) {
        python.run("model.py", server.url().toString(), Images.XGBOOST, DATA, "place");
      }
      Duel duel = Duel.run(place, ours, theirs, CONNECTIONS, DescribeModel::describe);
      found.accept(duel.rate("DescribeModel, 8 connections", new Finding.Goal.TimesBetter(10)));
      found.accept(duel.latency("DescribeModel p50, 8 connections", 0.5, new Finding.Goal.None()));
      found.accept(duel.latency("DescribeModel p99, 8 connections", 0.99, new Finding.Goal.None()));
    }
  }

  private static List<byte[]> describe(Endpoint server, int connection) {
    Map<String, String> headers =
        Map.of(
            "content-type", "application/x-amz-json-1.1",
            "x-amz-target", "SageMaker.DescribeModel");
    byte[] body = "{\"ModelName\": \"bench\"}".getBytes(StandardCharsets.UTF_8);
    return List.of(Requests.post(server, "sagemaker", "/", headers, body, new SystemClock().now()));
  }
}
