package dev.sagebrush.bench;

import dev.sagebrush.bench.fit.OwnFit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a training job costs beyond the algorithm: from CreateTrainingJob to Completed as a client
 * sees it, less the time the same fit takes, cold, in a JVM of its own. The rest is the start of
 * the process, the data's way from S3 and through CSV, the model's way back, and every state on the
 * way.
 */
final class JobOverhead implements Benchmark {

  /**
   * A job.
   *
   * @param image trained by a job
   * @param algorithm the same, in the learn library
   * @param told its parameters, alike in both
   * @param labelled whether the first column is a label
   */
  private record Job(String image, String algorithm, List<String> told, boolean labelled) {}

  private static final List<Job> JOBS =
      List.of(
          new Job(
              Images.XGBOOST,
              "xgboost",
              List.of("objective=binary:logistic", "num_round=200", "max_depth=6", "eta=0.1"),
              true),
          new Job(
              Images.LINEAR_LEARNER, "linear", List.of("predictor_type=binary_classifier"), true),
          new Job(Images.KMEANS, "kmeans", List.of("k=10", "feature_dim=63"), false));

  @Override
  public String name() {
    return "job-overhead";
  }

  @Override
  public String about() {
    return "a training job on bank-additional (33,000 rows), beyond the algorithm's own time";
  }

  @Override
  public void run(Workplace place, Consumer<Finding> found) throws Exception {
    Python boto = Python.with("boto3");
    Path rows = place.folder().resolve("bank");
    String shared = SharedFolder.data(place.root()).toString();
    Python.with("sklearn").run("prepare.py", shared, "bank", rows.toString());
    for (Job job : JOBS) {
      Path csv = place.folder().resolve(job.algorithm() + ".csv");
      OwnFit.writeCsv(rows, csv, job.labelled());
      Path cache = place.folder().resolve(job.algorithm() + ".aot");
      OwnFit.record(job.algorithm(), rows, job.told(), cache);
      double[] walls = new double[place.rounds()];
      double[] fits = new double[place.rounds()];
      double[] beyond = new double[place.rounds()];
      try (Server ours = Server.ours(place)) {
        for (int round = 0; round < place.rounds(); round++) {
          walls[round] = wall(boto, ours, csv, job);
          fits[round] = OwnFit.coldSeconds(job.algorithm(), rows, job.told(), cache);
          beyond[round] = walls[round] - fits[round];
        }
      }
      Files.delete(csv);
      found.accept(
          Finding.times(
              job.algorithm() + " job, whole",
              "s",
              walls,
              "the fit alone",
              fits,
              new Finding.Goal.None()));
      found.accept(
          Finding.alone(
              job.algorithm() + " job, beyond the fit", "s", beyond, new Finding.Goal.Below(1)));
    }
  }

  private static double wall(Python boto, Server server, Path csv, Job job) throws Exception {
    List<String> line =
        new ArrayList<>(List.of(server.url().toString(), csv.toString(), job.image(), "1"));
    line.addAll(job.told());
    String said = boto.run("train.py", line.toArray(String[]::new)).getLast();
    return Double.parseDouble(said.split(" ")[0]);
  }
}
