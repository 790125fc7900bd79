package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import dev.sagebrush.model.sagemaker.SecondaryStatusTransition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a training job's life, each a new value of its description. */
final class TrainingStates {

  static final String IN_PROGRESS = "InProgress";
  static final String STOPPING = "Stopping";
  static final String DELETING = "Deleting";

  /** What a job goes through, with the message AWS gives to each. */
  enum Step {
    STARTING("Starting", "Preparing the instances for training"),
    RESTARTING("Restarting", "Restarting the training job after the server was stopped"),
    DOWNLOADING("Downloading", "Downloading input data"),
    TRAINING("Training", "Training image download completed. Training in progress."),
    UPLOADING("Uploading", "Uploading generated training model"),
    STOPPING("Stopping", "Stopping the training job"),
    STOPPED("Stopped", "Training job stopped"),
    MAX_RUNTIME_EXCEEDED(
        "MaxRuntimeExceeded", "Training job runtime exceeded MaxRuntimeInSeconds provided"),
    COMPLETED("Completed", "Training job completed"),
    FAILED("Failed", "Training job failed");

    private final String status;
    private final String message;

    Step(String status, String message) {
      this.status = status;
      this.message = message;
    }

    /** What AWS says of it. */
    String message() {
      return message;
    }
  }

  private TrainingStates() {}

  /** Whether a run owes it something still. */
  static boolean unfinished(DescribeTrainingJobResponse job) {
    return job.trainingJobStatus().equals(IN_PROGRESS) || job.trainingJobStatus().equals(STOPPING);
  }

  /** The job in its next step. */
  static DescribeTrainingJobResponse step(DescribeTrainingJobResponse job, Step step, Instant now) {
    DescribeTrainingJobResponse.Builder next =
        job.toBuilder()
            .secondaryStatus(step.status)
            .secondaryStatusTransitions(transitions(job.secondaryStatusTransitions(), step, now))
            .lastModifiedTime(now);
    if (step == Step.DOWNLOADING && job.trainingStartTime() == null) {
      next.trainingStartTime(now);
    }
    return next.build();
  }

  /** The job in its last step. */
  static DescribeTrainingJobResponse end(
      DescribeTrainingJobResponse job, Step step, @Nullable String failure, Instant now) {
    Instant start = job.trainingStartTime();
    String status =
        switch (step) {
          case COMPLETED -> "Completed";
          case FAILED -> "Failed";
          default -> "Stopped";
        };
    DescribeTrainingJobResponse.Builder end =
        step(job, step, now).toBuilder()
            .trainingJobStatus(status)
            .failureReason(failure)
            .secondaryStatusTransitions(
                closed(step(job, step, now).secondaryStatusTransitions(), now))
            .trainingEndTime(now);
    if (start != null) {
      int seconds = Math.toIntExact(Math.ceilDiv(Duration.between(start, now).toMillis(), 1000L));
      end.trainingTimeInSeconds(seconds).billableTimeInSeconds(seconds);
    }
    return end.build();
  }

  private static List<SecondaryStatusTransition> transitions(
      @Nullable List<SecondaryStatusTransition> before, Step step, Instant now) {
    List<SecondaryStatusTransition> all =
        new ArrayList<>(before == null ? List.of() : closed(before, now));
    all.add(
        SecondaryStatusTransition.builder()
            .status(step.status)
            .startTime(now)
            .statusMessage(step.message)
            .build());
    return List.copyOf(all);
  }

  private static List<SecondaryStatusTransition> closed(
      List<SecondaryStatusTransition> transitions, Instant now) {
    List<SecondaryStatusTransition> all = new ArrayList<>(transitions);
    if (!all.isEmpty() && all.getLast().endTime() == null) {
      all.set(all.size() - 1, all.getLast().toBuilder().endTime(now).build());
    }
    return List.copyOf(all);
  }
}
