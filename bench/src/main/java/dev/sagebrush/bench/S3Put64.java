package dev.sagebrush.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** One object of 64 MiB through boto3's put_object; moto keeps it in memory, ours on the disk. */
final class S3Put64 implements Benchmark {

  @Override
  public String name() {
    return "s3-put-64m";
  }

  @Override
  public String about() {
    return "64 MiB PUT through boto3 (ours durable), against moto_server";
  }

  @Override
  public void run(Workplace place, Consumer<Finding> found) throws Exception {
    Python python = Python.with("boto3");
    try (Server ours = Server.ours(place);
        Server theirs = Server.moto()) {
      List<String> lines =
          python.run(
              "put64.py",
              ours.url().toString(),
              theirs.url().toString(),
              String.valueOf(2 * place.rounds()));
      found.accept(
          Finding.rates(
              "64 MiB put_object",
              "MiB/s",
              numbers(lines.getFirst()),
              Server.MOTO,
              numbers(lines.getLast()),
              new Finding.Goal.TimesBetter(1)));
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
