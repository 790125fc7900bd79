package dev.sagebrush.services.s3;

import dev.sagebrush.model.s3.AbortIncompleteMultipartUpload;
import dev.sagebrush.model.s3.LifecycleExpiration;
import dev.sagebrush.model.s3.LifecycleRule;
import dev.sagebrush.model.s3.NoncurrentVersionExpiration;
import dev.sagebrush.model.s3.NoncurrentVersionTransition;
import dev.sagebrush.model.s3.Transition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the rules of a bucket are due for what is in it. Pure: it knows rules and times, no tables.
 *
 * <p>Days are counted from the creation of an object, or from when a version was succeeded, and
 * rounded up to the next midnight UTC.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html">Lifecycle
 * configuration elements</a>.
 *
 * @param rules those that are enabled
 * @param minimum the {@code TransitionDefaultMinimumObjectSize}
 */
record LifecycleRules(List<Filtered> rules, String minimum) {

  /** Nothing is ever due. */
  static final LifecycleRules NONE = new LifecycleRules(List.of(), SmallObjects.ALL);

  /** A rule and which objects it is for. */
  record Filtered(LifecycleRule rule, LifecycleFilter filter) {}

  /** The rules of a configuration. */
  static LifecycleRules of(List<LifecycleRule> rules, String minimum) {
    return new LifecycleRules(
        rules.stream()
            .filter(rule -> "Enabled".equals(rule.status()))
            .map(rule -> new Filtered(rule, LifecycleFilter.of(rule)))
            .toList(),
        minimum);
  }

  /**
   * Something that is to happen.
   *
   * @param due when, at midnight UTC
   * @param storageClass to move to; null to expire
   * @param rule whose it is
   * @param newer how many newer versions must be kept by then; 0 for any
   */
  record Step(Instant due, @Nullable String storageClass, @Nullable String rule, int newer) {}

  /** A number of days after a moment, at the midnight that follows. */
  static Instant midnight(Instant from, int days) {
    Instant end = from.plus(Duration.ofDays(days));
    Instant day = end.truncatedTo(ChronoUnit.DAYS);
    return day.equals(end) ? day : day.plus(Duration.ofDays(1));
  }

  /** What is to happen to the latest version of a key, when it is an object. */
  List<Step> ofCurrent(String key, StoredObject object) {
    List<Step> steps = new ArrayList<>();
    for (Filtered filtered : rules) {
      LifecycleRule rule = filtered.rule();
      if (filtered.filter().matches(key, object)) {
        LifecycleExpiration expiration = rule.expiration();
        if (expiration != null) {
          Instant due = due(object.modified(), expiration.days(), expiration.date());
          if (due != null) {
            steps.add(new Step(due, null, rule.id(), 0));
          }
        }
        List<Transition> transitions = rule.transitions();
        for (Transition transition : transitions == null ? List.<Transition>of() : transitions) {
          Instant due = due(object.modified(), transition.days(), transition.date());
          if (due != null && movable(filtered, object, transition.storageClass())) {
            steps.add(new Step(due, transition.storageClass(), rule.id(), 0));
          }
        }
      }
    }
    return steps;
  }

  private static @Nullable Instant due(
      Instant from, @Nullable Integer days, @Nullable Instant date) {
    return days != null ? midnight(from, days) : date;
  }

  private boolean movable(Filtered rule, StoredObject object, @Nullable String to) {
    return to != null
        && Waterfall.leads(object.metadata().storageClass(), to)
        && (rule.filter().sized() || SmallObjects.move(minimum, object.size(), to));
  }

  /** What is to happen to a version, or a delete marker, that a newer one has succeeded. */
  List<Step> ofNoncurrent(String key, StoredObject object, Instant succeeded) {
    List<Step> steps = new ArrayList<>();
    for (Filtered filtered : rules) {
      LifecycleRule rule = filtered.rule();
      if (filtered.filter().matches(key, object)) {
        NoncurrentVersionExpiration expiration = rule.noncurrentVersionExpiration();
        if (expiration != null && expiration.noncurrentDays() != null) {
          Instant due = midnight(succeeded, expiration.noncurrentDays());
          steps.add(new Step(due, null, rule.id(), orZero(expiration.newerNoncurrentVersions())));
        }
        List<NoncurrentVersionTransition> transitions = rule.noncurrentVersionTransitions();
        for (NoncurrentVersionTransition transition :
            transitions == null ? List.<NoncurrentVersionTransition>of() : transitions) {
          Integer days = transition.noncurrentDays();
          boolean movable =
              !object.version().marker() && movable(filtered, object, transition.storageClass());
          if (days != null && movable) {
            steps.add(
                new Step(
                    midnight(succeeded, days),
                    transition.storageClass(),
                    rule.id(),
                    orZero(transition.newerNoncurrentVersions())));
          }
        }
      }
    }
    return steps;
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  /** When a delete marker goes that no version is left behind; null for never. */
  @Nullable Instant ofLoneMarker(String key, StoredObject marker) {
    Instant first = null;
    for (Filtered filtered : rules) {
      LifecycleRule rule = filtered.rule();
      LifecycleExpiration expiration = rule.expiration();
      if (expiration != null && filtered.filter().matches(key, marker)) {
        Instant due =
            Boolean.TRUE.equals(expiration.expiredObjectDeleteMarker())
                ? midnight(marker.modified(), 0)
                : due(marker.modified(), expiration.days(), null);
        first = earlier(first, due);
      }
    }
    return first;
  }

  /** When an upload under way is aborted, and by which rule; null for never. */
  @Nullable Step ofUpload(String key, Instant initiated) {
    Step first = null;
    for (Filtered filtered : rules) {
      LifecycleRule rule = filtered.rule();
      AbortIncompleteMultipartUpload abort = rule.abortIncompleteMultipartUpload();
      Integer days = abort == null ? null : abort.daysAfterInitiation();
      if (days != null && key.startsWith(filtered.filter().prefix())) {
        Instant due = midnight(initiated, days);
        if (first == null || due.isBefore(first.due())) {
          first = new Step(due, null, rule.id(), 0);
        }
      }
    }
    return first;
  }

  /** When an object expires, and by which rule; null for never. */
  @Nullable Step expiration(String key, StoredObject object) {
    Step first = null;
    for (Step step : ofCurrent(key, object)) {
      if (step.storageClass() == null && (first == null || step.due().isBefore(first.due()))) {
        first = step;
      }
    }
    return first;
  }

  /** Whether some rule counts the versions it keeps. */
  boolean countsVersions() {
    return rules.stream()
        .map(Filtered::rule)
        .anyMatch(rule ->
            rule.noncurrentVersionExpiration() != null
                    && rule.noncurrentVersionExpiration().newerNoncurrentVersions() != null
                || rule.noncurrentVersionTransitions() != null
                    && rule.noncurrentVersionTransitions().stream()
                        .anyMatch(one -> one.newerNoncurrentVersions() != null));
  }

  /** The earlier of two moments, either of which may be never. */
  static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
