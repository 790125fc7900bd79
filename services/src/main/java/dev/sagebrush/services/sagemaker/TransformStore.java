package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.sagemaker.DescribeTransformJobResponse;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The transform jobs as they are kept. */
final class TransformStore {

  private final Shelf<TransformJobRow> shelf;
  private final Clock clock;

  TransformStore(Tables tables, Clock clock) {
    this.shelf = new Shelf<>(tables, "sagemaker.transform_jobs", TransformJobRow.class);
    this.clock = clock;
  }

  /** The present moment as AWS tells it. */
  Instant now() {
    return clock.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Adds a job; false when its name is taken. */
  boolean add(String key, TransformJobRow row, Consumer<Transaction> more) {
    return shelf.add(key, row, more) == null;
  }

  /** The job under a key; null when there is none. */
  @Nullable TransformJobRow get(String key) {
    return shelf.get(key);
  }

  /** All jobs of a place. */
  List<TransformJobRow> all(Place place) {
    return shelf.all(place);
  }

  /** The keys of all jobs whose run is not over. */
  List<String> unfinished() {
    return shelf.everywhere().stream()
        .filter(row -> unfinished(row.value()))
        .map(Table.Row::key)
        .toList();
  }

  /** Whether a run owes a job something still. */
  static boolean unfinished(TransformJobRow row) {
    String status = row.job().transformJobStatus();
    return status.equals("InProgress") || status.equals("Stopping");
  }

  /** Changes a job; null when there is none. */
  @Nullable TransformJobRow change(String key, UnaryOperator<DescribeTransformJobResponse> change) {
    return shelf.change(
        key,
        row -> new TransformJobRow(change.apply(row.job()), row.model(), now(), row.attempts()));
  }

  /** Notes that a job's run has begun. */
  void started(String key) {
    change(
        key,
        job ->
            job.transformStartTime() == null
                ? job.toBuilder().transformStartTime(now()).build()
                : job);
    ProgressLog.tell("transform job", key, "in progress");
  }

  /** Ends a job, unless it has ended. */
  void end(String key, String status, @Nullable String failure) {
    shelf.change(
        key,
        row ->
            unfinished(row)
                ? new TransformJobRow(
                    row.job().toBuilder()
                        .transformJobStatus(status)
                        .failureReason(failure)
                        .transformEndTime(now())
                        .build(),
                    row.model(),
                    now(),
                    row.attempts())
                : row);
    ProgressLog.tell("transform job", key, failure == null ? status : failure);
  }

  /** Counts one more attempt to run a job; answers how many there were, 0 when it is gone. */
  int attempt(String key) {
    TransformJobRow row =
        shelf.change(
            key, old -> new TransformJobRow(old.job(), old.model(), now(), old.attempts() + 1));
    return row == null ? 0 : row.attempts();
  }
}
