package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.store.Leases;
import dev.sagebrush.store.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transform jobs that run in this process: of all processes, the one with their leases. */
final class TransformRuns {

  private static final Logger LOG = LoggerFactory.getLogger(TransformRuns.class);
  private static final int MOST_ATTEMPTS = 3;
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final String LEASE = "sagemaker.transform/";

  private final Jobs jobs;
  private final Leases leases;
  private final Clock clock;
  private final S3Files files;
  private final ModelLoader loader;
  private final TransformStore store;
  private final Identity identity;
  private final Path folders;
  private final Map<String, AtomicBoolean> stops = new ConcurrentHashMap<>();

  TransformRuns(
      Jobs jobs,
      Leases leases,
      Clock clock,
      S3Files files,
      ModelLoader loader,
      TransformStore store,
      Identity identity,
      Path folders) {
    this.jobs = jobs;
    this.leases = leases;
    this.clock = clock;
    this.files = files;
    this.loader = loader;
    this.store = store;
    this.identity = identity;
    this.folders = folders;
  }

  /** Claims a job that is about to be made, so that no other process takes it for abandoned. */
  void claim(String key) {
    leases.acquire(LEASE + key);
  }

  /** Runs a job that has been claimed. */
  void start(String key) {
    AtomicBoolean stop = new AtomicBoolean();
    stops.put(key, stop);
    jobs.start(
        "transform " + key.replace(Tables.SEPARATOR, '/'),
        () -> {
          try {
            run(key, stop);
          } finally {
            stops.remove(key);
            leases.release(LEASE + key);
          }
        });
  }

  /** Tells the run of a job to end, wherever it is. */
  void stop(String key) {
    AtomicBoolean stop = stops.get(key);
    if (stop != null) {
      stop.set(true);
    }
  }

  private void run(String key, AtomicBoolean stop) throws Exception {
    TransformJobRow row = store.get(key);
    if (row == null) {
      return;
    }
    try {
      run(key, row, stop);
    } catch (IOException | RuntimeException e) {
      LOG.error("transform job {} failed", key.replace(Tables.SEPARATOR, '/'), e);
      store.end(key, "Failed", JobFailure.internal(e));
    }
  }

  private void run(String key, TransformJobRow row, AtomicBoolean stop) throws Exception {
    Place place = Place.ofKey(key);
    String role = row.model().executionRoleArn();
    Call call = role == null ? identity.service(place) : identity.role(place, role);
    Thread heart = heartbeat(key, stop, Thread.currentThread());
    try {
      Path folder = folders.resolve(key.replace(Tables.SEPARATOR, '/')).toAbsolutePath();
      Call.as(
          call,
          () -> {
            new TransformRun(files, loader, store, key, folder, stop).run(row);
            return true;
          });
    } finally {
      heart.interrupt();
    }
  }

  /** Keeps the lease, and hears of a stop that another process was asked for. */
  private Thread heartbeat(String key, AtomicBoolean stop, Thread runner) {
    return Thread.ofVirtual()
        .name("transform-heartbeat")
        .start(() -> {
          try {
            while (true) {
              clock.machine().sleep(HEARTBEAT);
              if (leases.acquire(LEASE + key) == null) {
                LOG.warn("another process has taken over transform job {}", key);
                runner.interrupt();
                return;
              }
              TransformJobRow row = store.get(key);
              if (row != null && row.job().transformJobStatus().equals("Stopping")) {
                stop.set(true);
              }
            }
          } catch (InterruptedException e) {
            // The run has ended.
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Takes over what other processes have left, as {@link TrainingRuns#watch} does. */
  void watch() {
    jobs.start(
        "sagemaker-transform-recovery",
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
    if (stops.containsKey(key) || leases.acquire(LEASE + key) == null) {
      return;
    }
    TransformJobRow row = store.get(key);
    if (row != null && TransformStore.unfinished(row)) {
      LOG.info("takes over transform job {}", key.replace(Tables.SEPARATOR, '/'));
      if (row.job().transformJobStatus().equals("Stopping")) {
        store.end(key, "Stopped", null);
      } else if (store.attempt(key) > MOST_ATTEMPTS) {
        store.end(
            key,
            "Failed",
            "InternalServerError: The server was stopped "
                + MOST_ATTEMPTS
                + " times while this job ran. Please try again.");
      } else {
        start(key);
        return;
      }
    }
    leases.release(LEASE + key);
  }
}
