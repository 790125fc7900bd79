package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.Command;
import dev.sagebrush.engine.container.ContainerProcess;
import dev.sagebrush.engine.container.Image;
import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import dev.sagebrush.services.sagemaker.TrainingStates.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a training job: download, process, upload.
 *
 * <table>
 *   <caption>States of a training job</caption>
 *   <tr><th>status, secondary status<th>on<th>to<th>effect
 *   <tr><td>–<td>CreateTrainingJob<td>InProgress, Starting<td>a run takes its lease
 *   <tr><td>InProgress, Starting<td>the run begins<td>InProgress, Downloading<td>folder and
 *       configuration are made, channels come from S3
 *   <tr><td>InProgress, Downloading<td>all objects are there<td>InProgress, Training<td>the process
 *       starts; its lines go to the log, its metrics to CloudWatch
 *   <tr><td>InProgress, Training<td>exit code 0<td>InProgress, Uploading<td>model and output are
 *       packed and put into S3
 *   <tr><td>InProgress, Uploading<td>both are there<td>Completed, Completed<td>the folder goes
 *   <tr><td>InProgress, any<td>StopTrainingJob<td>Stopping, Stopping<td>SIGTERM, after 120 s SIGKILL
 *   <tr><td>Stopping, Stopping<td>the process has ended<td>Stopping, Uploading<td>what there is of
 *       a model is uploaded
 *   <tr><td>Stopping, any<td>uploaded<td>Stopped, Stopped<td>the folder goes
 *   <tr><td>InProgress, any<td>MaxRuntimeInSeconds pass<td>InProgress, Stopping<td>as for a stop
 *   <tr><td>InProgress, Stopping<td>uploaded<td>Stopped, MaxRuntimeExceeded<td>the folder goes
 *   <tr><td>InProgress, any<td>another exit code, bad input<td>Failed, Failed<td>the reason is
 *       {@code ClientError: …} or {@code AlgorithmError: …}
 *   <tr><td>InProgress, any<td>the server ends<td>unchanged<td>the process is ended; the lease is
 *       given up
 *   <tr><td>InProgress, any<td>a server finds it without a lease<td>InProgress, Restarting<td>what
 *       is left of its process is ended and it runs again from the start, with its checkpoints;
 *       Failed when that has happened three times
 *   <tr><td>Stopping, any<td>a server finds it without a lease<td>Stopped, Stopped<td>
 * </table>
 */
final class TrainingRun {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
  private static final String LOG_GROUP = "/aws/sagemaker/TrainingJobs";
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final Duration METRIC_PERIOD = Duration.ofSeconds(1);

  private final Caller caller;
  private final Clock clock;
  private final TrainingStore store;
  private final String key;
  private final Image image;
  private final TrainingFolder folder;
  private final StopSignal signal;
  private final S3Files files;

  TrainingRun(
      Caller caller,
      Clock clock,
      TrainingStore store,
      String key,
      Image image,
      TrainingFolder folder,
      StopSignal signal) {
    this.caller = caller;
    this.clock = clock;
    this.store = store;
    this.key = key;
    this.image = image;
    this.folder = folder;
    this.signal = signal;
    this.files = new S3Files(caller);
  }

  /** Runs the job to its end, as the call being served. */
  void run(DescribeTrainingJobResponse job) throws InterruptedException, IOException {
    Step end;
    String failure = null;
    try {
      work(job);
      end = lastStep();
    } catch (JobFailure e) {
      LOG.info("training job {} failed: {}", job.trainingJobName(), e.reason(), e);
      end = signal.raised() == null ? Step.FAILED : lastStep();
      failure = end == Step.FAILED ? e.reason() : null;
    } catch (ServiceException e) {
      LOG.info("training job {} failed", job.trainingJobName(), e);
      end = Step.FAILED;
      failure = new JobFailure("ClientError: " + e.code() + ": " + e.getMessage()).reason();
    } catch (IOException | RuntimeException e) {
      LOG.error("training job {} failed", job.trainingJobName(), e);
      end = Step.FAILED;
      failure = JobFailure.internal(e);
    }
    // A call that is interrupted answers an error and leaves the interrupt to its caller.
    if (Thread.interrupted()) {
      throw new InterruptedException("the server ends, or another has taken over");
    }
    store.end(key, end, failure);
    folder.delete();
  }

  private Step lastStep() {
    return switch (signal.raised()) {
      case null -> Step.COMPLETED;
      case REQUESTED -> Step.STOPPED;
      case MAX_RUNTIME -> Step.MAX_RUNTIME_EXCEEDED;
    };
  }

  private void work(DescribeTrainingJobResponse job)
      throws JobFailure, IOException, InterruptedException {
    store.step(key, Step.DOWNLOADING);
    folder.prepare(job);
    Checkpoints checkpoints = Checkpoints.of(files, folder, job.checkpointConfig());
    checkpoints.restore();
    if (job.inputDataConfig() != null) {
      new Channels(files, signal, job.roleArn())
          .download(job.inputDataConfig(), folder.inputData());
    }
    if (signal.raised() != null) {
      return;
    }
    store.step(key, Step.TRAINING);
    int code;
    try {
      code = train(job);
    } finally {
      checkpoints.save();
    }
    boolean stopped = signal.raised() != null;
    store.step(key, Step.UPLOADING);
    new TrainingOutput(files, folder, job).upload(code == 0 || stopped);
    if (code != 0 && !stopped) {
      throw new JobFailure(folder.failure(code));
    }
  }

  private int train(DescribeTrainingJobResponse job)
      throws JobFailure, IOException, InterruptedException {
    Command command = image.training(folder.root(), environment(job));
    MetricScanner scanner =
        new MetricScanner(
            clock,
            job.algorithmSpecification().metricDefinitions() == null
                ? List.of()
                : job.algorithmSpecification().metricDefinitions());
    MetricPublisher publisher = new MetricPublisher(caller, job.trainingJobName());
    String stream = job.trainingJobName() + "/algo-1-" + clock.now().getEpochSecond();
    LogStream log = new LogStream(caller, clock, LOG_GROUP, stream);
    try {
      ContainerProcess process =
          start(
              command,
              line -> {
                log.add(line);
                scanner.scan(line);
              });
      return await(process, publishing(scanner, publisher));
    } finally {
      log.finish();
      publisher.publish(scanner.take());
      store.metrics(key, scanner.latest());
    }
  }

  private ContainerProcess start(Command command, java.util.function.Consumer<String> lines)
      throws JobFailure {
    try {
      return ContainerProcess.start(command, folder.root(), lines);
    } catch (IOException e) {
      throw new JobFailure(
          "AlgorithmError: The container of "
              + image.name()
              + " could not be started: "
              + e.getMessage(),
          e);
    }
  }

  private int await(ContainerProcess process, Thread publishing)
      throws InterruptedException, IOException {
    signal.guard(process);
    try {
      return process.await();
    } catch (InterruptedException e) {
      // The server ends: what this process does would be done again after the restart.
      Thread.interrupted();
      process.stop(FAREWELL);
      process.await();
      throw e;
    } finally {
      signal.release();
      publishing.interrupt();
      publishing.join();
    }
  }

  private Thread publishing(MetricScanner scanner, MetricPublisher publisher) {
    Call call = Call.current();
    return Thread.ofVirtual()
        .name("metrics-" + key.replace('\0', '/'))
        .start(() -> {
          try {
            Call.as(
                call,
                () -> {
                  while (true) {
                    clock.machine().sleep(METRIC_PERIOD);
                    publisher.publish(scanner.take());
                  }
                });
          } catch (InterruptedException e) {
            // The run has ended and publishes the rest itself.
            Thread.currentThread().interrupt();
          } catch (Exception e) {
            LOG.error("metrics of {} are late", key, e);
          }
        });
  }

  private static Map<String, String> environment(DescribeTrainingJobResponse job) {
    Map<String, String> environment = new LinkedHashMap<>();
    String region = Call.current().region();
    environment.put("TRAINING_JOB_NAME", job.trainingJobName());
    environment.put("TRAINING_JOB_ARN", job.trainingJobArn());
    environment.put("AWS_REGION", region);
    environment.put("AWS_DEFAULT_REGION", region);
    @Nullable Map<String, String> more = job.environment();
    if (more != null) {
      environment.putAll(more);
    }
    return environment;
  }
}
