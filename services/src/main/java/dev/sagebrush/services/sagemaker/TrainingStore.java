package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import dev.sagebrush.model.sagemaker.MetricData;
import dev.sagebrush.services.sagemaker.TrainingStates.Step;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The training jobs as they are kept, and the steps they take. */
final class TrainingStore {

  private final Shelf<TrainingJobRow> shelf;
  private final Clock clock;

  TrainingStore(Tables tables, Clock clock) {
    this.shelf = new Shelf<>(tables, "sagemaker.training_jobs", TrainingJobRow.class);
    this.clock = clock;
  }

  /** The present moment as AWS tells it. */
  Instant now() {
    return clock.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Adds a job; answers one that has its name, or null. */
  @Nullable DescribeTrainingJobResponse add(
      String key, DescribeTrainingJobResponse job, Consumer<Transaction> more) {
    TrainingJobRow present =
        shelf.add(key, new TrainingJobRow(TrainingStates.step(job, Step.STARTING, now()), 1), more);
    return present == null ? null : present.job();
  }

  /** The job of that name where the call being served is; null when there is none. */
  @Nullable DescribeTrainingJobResponse find(String name) {
    TrainingJobRow row = shelf.find(name);
    return row == null ? null : row.job();
  }

  /** The job under a key; null when there is none. */
  @Nullable DescribeTrainingJobResponse get(String key) {
    TrainingJobRow row = shelf.get(key);
    return row == null ? null : row.job();
  }

  /** All jobs of a place. */
  List<DescribeTrainingJobResponse> all(Place place) {
    return shelf.all(place).stream().map(TrainingJobRow::job).toList();
  }

  /** The keys of all jobs whose run is not over. */
  List<String> unfinished() {
    return shelf.everywhere().stream()
        .filter(row -> TrainingStates.unfinished(row.value().job()))
        .map(Table.Row::key)
        .toList();
  }

  /** Changes a job that is there. */
  @Nullable DescribeTrainingJobResponse change(
      String key, UnaryOperator<DescribeTrainingJobResponse> change) {
    TrainingJobRow row =
        shelf.change(key, old -> new TrainingJobRow(change.apply(old.job()), old.attempts()));
    return row == null ? null : row.job();
  }

  /** Takes a step. */
  void step(String key, Step step) {
    change(key, job -> TrainingStates.step(job, step, now()));
    ProgressLog.tell("training job", key, step.message());
  }

  /** Takes the last step, unless it has been taken. */
  void end(String key, Step step, @Nullable String failure) {
    change(
        key,
        job ->
            TrainingStates.unfinished(job) ? TrainingStates.end(job, step, failure, now()) : job);
    ProgressLog.tell("training job", key, failure == null ? step.message() : failure);
  }

  /** Keeps the metrics of a job. */
  void metrics(String key, List<MetricData> metrics) {
    if (!metrics.isEmpty()) {
      change(key, job -> job.toBuilder().finalMetricDataList(metrics).build());
    }
  }

  /** Counts one more attempt to run a job; answers how many there were, 0 when it is gone. */
  int attempt(String key) {
    TrainingJobRow row =
        shelf.change(
            key,
            old ->
                new TrainingJobRow(
                    TrainingStates.step(old.job(), Step.RESTARTING, now()), old.attempts() + 1));
    return row == null ? 0 : row.attempts();
  }

  /** Removes a job; false when there is none. */
  boolean remove(String key, Consumer<Transaction> more) {
    return shelf.remove(key, more);
  }
}
