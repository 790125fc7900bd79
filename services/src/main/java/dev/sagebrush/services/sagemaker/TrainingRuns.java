package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.ContainerProcess;
import dev.sagebrush.engine.container.Image;
import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import dev.sagebrush.services.sagemaker.StopSignal.Reason;
import dev.sagebrush.services.sagemaker.TrainingStates.Step;
import dev.sagebrush.store.Leases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The training jobs that run in this process: of all processes, the one that has their leases. */
final class TrainingRuns {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRuns.class);
  private static final int MOST_ATTEMPTS = 3;
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final String LEASE = "sagemaker.training/";

  private final Jobs jobs;
  private final Leases leases;
  private final Clock clock;
  private final Caller caller;
  private final KnownImages images;
  private final TrainingStore store;
  private final Identity identity;
  private final Path folders;
  private final Map<String, StopSignal> signals = new ConcurrentHashMap<>();

  TrainingRuns(
      Jobs jobs,
      Leases leases,
      Clock clock,
      Caller caller,
      KnownImages images,
      TrainingStore store,
      Identity identity,
      Path folders) {
    this.jobs = jobs;
    this.leases = leases;
    this.clock = clock;
    this.caller = caller;
    this.images = images;
    this.store = store;
    this.identity = identity;
    this.folders = folders;
  }

  /** Claims a job that is about to be made, so that no other process takes it for abandoned. */
  void claim(String key) {
    leases.acquire(LEASE + key);
  }

  /** Gives up a claim. */
  void unclaim(String key) {
    leases.release(LEASE + key);
  }

  /** Runs a job that has been claimed. */
  void start(String key) {
    StopSignal signal = new StopSignal();
    signals.put(key, signal);
    jobs.start(
        "training " + key.replace('\0', '/'),
        () -> {
          try {
            run(key, signal);
          } finally {
            signals.remove(key);
            leases.release(LEASE + key);
          }
        });
  }

  /** Tells the run of a job to end, wherever it is. */
  void stop(String key) {
    StopSignal signal = signals.get(key);
    if (signal != null) {
      signal.raise(Reason.REQUESTED);
    }
  }

  private void run(String key, StopSignal signal) throws Exception {
    DescribeTrainingJobResponse job = store.get(key);
    if (job == null) {
      return;
    }
    try {
      run(key, job, signal);
    } catch (IOException | RuntimeException e) {
      LOG.error("training job {} failed", key.replace('\0', '/'), e);
      store.end(key, Step.FAILED, JobFailure.internal(e));
    }
  }

  private void run(String key, DescribeTrainingJobResponse job, StopSignal signal)
      throws Exception {
    Call call = identity.role(Place.ofKey(key), job.roleArn());
    Image image = images.find(job.algorithmSpecification().trainingImage());
    if (image == null) {
      store.end(
          key,
          Step.FAILED,
          "ClientError: The image "
              + job.algorithmSpecification().trainingImage()
              + " is not known here any more.");
      return;
    }
    Thread runner = Thread.currentThread();
    Thread heart = heartbeat(key, signal, runner);
    Thread limit = limit(job, signal);
    try {
      TrainingFolder folder = folder(key);
      Call.as(
          call,
          () -> {
            new TrainingRun(caller, clock, store, key, image, folder, signal).run(job);
            return true;
          });
    } finally {
      heart.interrupt();
      limit.interrupt();
    }
  }

  private TrainingFolder folder(String key) throws IOException {
    Path folder = folders.resolve(key.replace('\0', '/')).toAbsolutePath();
    Files.createDirectories(folder);
    return new TrainingFolder(folder);
  }

  /** Keeps the lease, and hears of a stop that another process was asked for. */
  private Thread heartbeat(String key, StopSignal signal, Thread runner) {
    return Thread.ofVirtual()
        .name("training-heartbeat")
        .start(() -> {
          try {
            while (true) {
              clock.machine().sleep(HEARTBEAT);
              if (leases.renew(LEASE + key) == null && leases.acquire(LEASE + key) == null) {
                LOG.warn("another process has taken over training job {}", key.replace('\0', '/'));
                runner.interrupt();
                return;
              }
              DescribeTrainingJobResponse job = store.get(key);
              if (job != null && job.trainingJobStatus().equals(TrainingStates.STOPPING)) {
                signal.raise(Reason.REQUESTED);
              }
            }
          } catch (InterruptedException e) {
            // The run has ended.
            Thread.currentThread().interrupt();
          }
        });
  }

  private Thread limit(DescribeTrainingJobResponse job, StopSignal signal) {
    Duration longest = Duration.ofSeconds(job.stoppingCondition().maxRuntimeInSeconds());
    return Thread.ofVirtual()
        .name("training-limit")
        .start(() -> {
          try {
            clock.sleep(longest);
            signal.raise(Reason.MAX_RUNTIME);
          } catch (InterruptedException e) {
            // The run has ended before.
            Thread.currentThread().interrupt();
          }
        });
  }

  /**
   * Takes over, for as long as this process lives, what other processes have left: at once what
   * they gave up, and what those held that ended without a word when their leases end. Begins a
   * heartbeat from now, when the services that a run calls are all there.
   */
  void watch() {
    jobs.start(
        "sagemaker-recovery",
        () -> {
          clock.machine().sleep(HEARTBEAT);
          for (String key : store.unfinished()) {
            recover(key);
          }
          while (true) {
            clock.machine().sleep(HEARTBEAT);
            for (String name : leases.abandoned(LEASE)) {
              recover(name.substring(LEASE.length()));
            }
          }
        });
  }

  private void recover(String key) throws IOException {
    if (signals.containsKey(key) || leases.acquire(LEASE + key) == null) {
      return;
    }
    DescribeTrainingJobResponse job = store.get(key);
    if (job == null || !TrainingStates.unfinished(job)) {
      leases.release(LEASE + key);
      return;
    }
    LOG.info("takes over training job {}", key.replace('\0', '/'));
    TrainingFolder folder = folder(key);
    ContainerProcess.reap(folder.root());
    @Nullable Step end = null;
    if (job.trainingJobStatus().equals(TrainingStates.STOPPING)) {
      end = Step.STOPPED;
    } else if (store.attempt(key) > MOST_ATTEMPTS) {
      end = Step.FAILED;
    }
    if (end == null) {
      start(key);
      return;
    }
    store.end(
        key,
        end,
        end == Step.FAILED
            ? "InternalServerError: The server was stopped "
                + MOST_ATTEMPTS
                + " times while this job ran. Please try again."
            : null);
    folder.delete();
    leases.release(LEASE + key);
  }
}
