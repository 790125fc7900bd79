package dev.sagebrush.server.demo;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Settings;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import dev.sagebrush.model.sagemaker.MetricData;
import dev.sagebrush.server.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the main job on a server of its own: uploads, trains, deploys, predicts, three times. Takes
 * the folder of the data sets as its argument.
 */
public final class Demo {

  private static final String SAME_FROM_PYTHON =
      """
      The same from Python, against a server of your own (./sagebrush start):

        import boto3
        aws = dict(endpoint_url="http://localhost:4566", region_name="us-east-1",
                   aws_access_key_id="test", aws_secret_access_key="test")
        s3, sm = boto3.client("s3", **aws), boto3.client("sagemaker", **aws)
        iam = boto3.client("iam", **aws)
        role = iam.create_role(RoleName="r", AssumeRolePolicyDocument='{"Version": "2012-10-17", "Statement": {"Effect":'
            '"Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "sagemaker.amazonaws.com"}}}')["Role"]["Arn"]
        iam.attach_role_policy(RoleName="r", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
        s3.create_bucket(Bucket="plants")
        s3.put_object(Bucket="plants", Key="train/data.csv", Body="".join(open("data/breast_cancer.csv").readlines()[1:]))
        sm.create_training_job(TrainingJobName="j", RoleArn=role,
            AlgorithmSpecification={"TrainingInputMode": "File", "TrainingImage":
                "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"},
            HyperParameters={"num_round": "50", "objective": "binary:logistic"},
            InputDataConfig=[{"ChannelName": "train", "ContentType": "text/csv", "DataSource": {"S3DataSource":
                {"S3DataType": "S3Prefix", "S3Uri": "s3://plants/train/"}}}],
            OutputDataConfig={"S3OutputPath": "s3://plants/out"}, StoppingCondition={"MaxRuntimeInSeconds": 600},
            ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 5})
        sm.get_waiter("training_job_completed_or_stopped").wait(TrainingJobName="j", WaiterConfig={"Delay": 1})
      """;

  private final Screen screen;
  private final Studio studio;
  private final RunningServer server;

  private Demo(Screen screen, RunningServer server) {
    this.screen = screen;
    this.server = server;
    this.studio = new Studio(server.caller(), server.machine());
  }

  /** Runs it; ends with 1 and the reason when something fails. */
  public static void main(String[] arguments) throws Exception {
    Screen screen = new Screen(System.out, System.console() != null);
    try {
      perform(screen, Path.of(arguments[0]), server -> {});
    } catch (IOException failed) {
      screen.line("The demo failed: %s", String.valueOf(failed.getMessage()));
      System.exit(1);
    }
  }

  /**
   * Runs it on a server that is gone afterwards.
   *
   * @param encore what else to do before the server goes
   */
  static void perform(Screen screen, Path data, Encore encore) throws Exception {
    Path folder = Files.createTempDirectory("sagebrush-demo");
    Settings settings =
        Settings.read(
            List.of("--port", "0", "--data", folder.toString(), "--log-level", "warn"), Map.of());
    try (RunningServer server = RunningServer.start(settings)) {
      Call.as(server.rootCall("demo"), () -> new Demo(screen, server).run(data));
      encore.play(server);
    } finally {
      forget(folder);
    }
  }

  /** Something done on the demo's server after the demo. */
  interface Encore {
    void play(RunningServer server) throws IOException;
  }

  private Path run(Path data) throws IOException, InterruptedException {
    List<Experiment> experiments = Experiments.all(data);
    long begun = System.nanoTime();
    screen.title("Sagebrush: the AWS machine-learning stack on this machine");
    screen.line("serving at %s, no account, no network", server.url());
    studio.open();
    for (int i = 0; i < experiments.size(); i++) {
      screen.line("");
      screen.title((i + 1) + "/" + experiments.size() + "  " + experiments.get(i).title());
      run(experiments.get(i));
    }
    screen.line("");
    screen.line("Three models trained, deployed and asked in %s.", seconds(begun));
    screen.line("");
    screen.line("%s", SAME_FROM_PYTHON);
    return data;
  }

  private void run(Experiment experiment) throws IOException, InterruptedException {
    int bytes = studio.upload(experiment, "train", experiment.data().train());
    bytes += studio.upload(experiment, experiment.channel(), experiment.data().test());
    screen.line(
        "     PutObject          %,d bytes to s3://sagebrush-demo/%s/", bytes, experiment.name());
    long begun = System.nanoTime();
    DescribeTrainingJobResponse job =
        studio.train(experiment, state -> screen.state(state(state) + ", " + seconds(begun)));
    screen.line(
        "     CreateTrainingJob  completed in %s: %s", seconds(begun), job.trainingJobArn());
    screen.line(
        "     quality            %s   reference %s",
        experiment.figure().apply(metric(job, experiment.metric())), experiment.reference());
    long deploying = System.nanoTime();
    studio.deploy(experiment, job);
    screen.line("     CreateEndpoint     in service after %s", seconds(deploying));
    String answer = studio.predict(experiment, experiment.question());
    long asked = System.nanoTime();
    studio.predict(experiment, experiment.question());
    long micros = (System.nanoTime() - asked) / 1000;
    screen.line("     InvokeEndpoint     %s   %s   (%,d µs)", answer, experiment.truth(), micros);
  }

  private static String state(DescribeTrainingJobResponse job) {
    var transitions = job.secondaryStatusTransitions();
    boolean none = transitions == null || transitions.isEmpty();
    return none ? job.secondaryStatus() : transitions.getLast().statusMessage();
  }

  private static double metric(DescribeTrainingJobResponse job, String name) throws IOException {
    List<MetricData> metrics = job.finalMetricDataList();
    return (metrics == null ? List.<MetricData>of() : metrics)
        .stream()
            .filter(metric -> metric.metricName().equals(name))
            .mapToDouble(MetricData::value)
            .findFirst()
            .orElseThrow(() -> new IOException(job.trainingJobName() + " has no metric " + name));
  }

  private static String seconds(long begun) {
    return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - begun) / 1e9);
  }

  private static void forget(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
