package dev.sagebrush.bench;

import dev.sagebrush.bench.load.Endpoint;
import dev.sagebrush.bench.load.Exchange;
import dev.sagebrush.bench.load.Requests;
import dev.sagebrush.kernel.SystemClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A prediction of XGBoost for one row of CSV; moto answers a constant and predicts nothing. */
final class InvokeEndpoint implements Benchmark {

  private static final int CONNECTIONS = 8;

  @Override
  public String name() {
    return "invoke-endpoint";
  }

  @Override
  public String about() {
    return "InvokeEndpoint, XGBoost, one CSV row, against moto_server answering a constant";
  }

  @Override
  public void run(Workplace place, Consumer<Finding> found) throws Exception {
    Python python = Python.with("boto3");
    List<String> rows = Files.readAllLines(place.root().resolve("data/breast_cancer.csv"));
    Path csv = place.folder().resolve("train.csv");
    Files.write(csv, rows.subList(1, rows.size()));
    String row = rows.get(1).substring(rows.get(1).indexOf(',') + 1);
    try (Server ours = Server.ours(place);
        Server theirs = Server.moto()) {
      String url = ours.url().toString();
      String trained =
          python
              .run(
                  "train.py",
                  url,
                  csv.toString(),
                  Images.XGBOOST,
                  "1",
                  "objective=binary:logistic",
                  "num_round=100")
              .getLast();
      String model = trained.substring(trained.indexOf(' ') + 1);
      python.run("model.py", url, Images.XGBOOST, model, "serve");
      requireScore(ours.endpoint(), row);
      Duel alone = Duel.run(place, ours, theirs, 1, (server, i) -> invoke(server, row));
      found.accept(
          alone.latency("InvokeEndpoint p50, 1 connection", 0.5, new Finding.Goal.Below(1)));
      found.accept(
          alone.latency("InvokeEndpoint p99, 1 connection", 0.99, new Finding.Goal.None()));
      Duel crowd = Duel.run(place, ours, theirs, CONNECTIONS, (server, i) -> invoke(server, row));
      found.accept(crowd.rate("InvokeEndpoint, 8 connections", new Finding.Goal.TimesBetter(10)));
      found.accept(
          crowd.latency("InvokeEndpoint p50, 8 connections", 0.5, new Finding.Goal.None()));
      found.accept(
          crowd.latency("InvokeEndpoint p99, 8 connections", 0.99, new Finding.Goal.None()));
    }
  }

  /** What is measured is a prediction: a number between 0 and 1. */
  private static void requireScore(Endpoint server, String row) throws IOException {
    try (Exchange exchange = new Exchange(server)) {
      String answer =
          new String(exchange.call(invoke(server, row).getFirst()), StandardCharsets.UTF_8);
      double score = Double.parseDouble(answer.strip());
      if (!(score > 0 && score < 1)) {
        throw new IOException("not a score: " + answer);
      }
    }
  }

  private static List<byte[]> invoke(Endpoint server, String row) {
    return List.of(
        Requests.post(
            server,
            "sagemaker",
            "/endpoints/bench/invocations",
            Map.of("content-type", "text/csv"),
            row.getBytes(StandardCharsets.UTF_8),
            new SystemClock().now()));
  }
}
