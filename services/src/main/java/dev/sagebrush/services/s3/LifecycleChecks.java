package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.InvalidRequest;
import dev.sagebrush.model.s3.LifecycleExpiration;
import dev.sagebrush.model.s3.LifecycleRule;
import dev.sagebrush.model.s3.NoncurrentVersionExpiration;
import dev.sagebrush.model.s3.NoncurrentVersionTransition;
import dev.sagebrush.model.s3.StorageClass;
import dev.sagebrush.model.s3.Transition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What lifecycle rules must be; the words are S3's. */
final class LifecycleChecks {

  private static final int MOST_RULES = 1000;
  private static final int LONGEST_ID = 255;
  private static final int INFREQUENT_DAYS = 30;

  private LifecycleChecks() {}

  /**
   * Checks rules that are well-formed.
   *
   * @throws ServiceException {@code MalformedXML}, {@code InvalidArgument}, {@code InvalidRequest}
   */
  static void check(List<LifecycleRule> rules) {
    if (rules.isEmpty() || rules.size() > MOST_RULES) {
      throw Failures.malformedXml();
    }
    Set<String> ids = new HashSet<>();
    for (LifecycleRule rule : rules) {
      String id = rule.id();
      if (id != null && id.length() > LONGEST_ID) {
        throw invalid("ID length should not exceed allowed limit of " + LONGEST_ID);
      }
      if (id != null && !ids.add(id)) {
        throw invalid("Rule ID must be unique. Found same ID for more than one rule");
      }
      check(rule);
    }
  }

  private static void check(LifecycleRule rule) {
    if (rule.filter() == null && rule.prefix() == null) {
      throw Failures.malformedXml();
    }
    LifecycleFilter filter = LifecycleFilter.of(rule);
    if (filter.above() >= filter.below() - 1) {
      throw InvalidRequest.because(
          "'ObjectSizeGreaterThan' must be less than 'ObjectSizeLessThan'");
    }
    boolean acts =
        rule.expiration() != null
            || some(rule.transitions())
            || rule.noncurrentVersionExpiration() != null
            || some(rule.noncurrentVersionTransitions())
            || rule.abortIncompleteMultipartUpload() != null;
    if (!acts) {
      throw InvalidRequest.because("At least one action needs to be specified in a rule");
    }
    checkAbort(rule, filter);
    checkExpiration(rule, filter);
    checkTransitions(rule, filter);
    checkNoncurrent(rule);
  }

  private static boolean some(@Nullable List<?> list) {
    return list != null && !list.isEmpty();
  }

  private static void checkAbort(LifecycleRule rule, LifecycleFilter filter) {
    if (rule.abortIncompleteMultipartUpload() == null) {
      return;
    }
    if (!filter.tags().isEmpty() || filter.sized()) {
      throw InvalidRequest.because(
          "AbortIncompleteMultipartUpload cannot be specified with "
              + (filter.tags().isEmpty() ? "Object Size" : "Tags"));
    }
    requirePositive(
        rule.abortIncompleteMultipartUpload().daysAfterInitiation(),
        "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action");
  }

  private static void checkExpiration(LifecycleRule rule, LifecycleFilter filter) {
    LifecycleExpiration expiration = rule.expiration();
    if (expiration == null) {
      return;
    }
    boolean marker = expiration.expiredObjectDeleteMarker() != null;
    int said =
        (expiration.days() == null ? 0 : 1)
            + (expiration.date() == null ? 0 : 1)
            + (marker ? 1 : 0);
    if (said != 1) {
      throw Failures.malformedXml();
    }
    if (marker && (!filter.tags().isEmpty() || filter.sized())) {
      throw InvalidRequest.because(
          "ExpiredObjectDeleteMarker cannot be specified with "
              + (filter.tags().isEmpty() ? "Object Size" : "Tags"));
    }
    if (!marker && expiration.date() == null) {
      requirePositive(expiration.days(), "'Days' for Expiration action");
    }
    requireMidnight(expiration.date());
  }

  private static void checkTransitions(LifecycleRule rule, LifecycleFilter filter) {
    if (rule.transitions() == null) {
      return;
    }
    LifecycleExpiration expiration = rule.expiration();
    Set<String> classes = new HashSet<>();
    for (Transition transition : rule.transitions()) {
      String to = requireClass(transition.storageClass());
      Integer days = transition.days();
      if ((days == null) == (transition.date() == null)) {
        throw Failures.malformedXml();
      }
      if (!classes.add(to)) {
        throw InvalidRequest.because(
            "'StorageClass' must be different for 'Transition' actions in same 'Rule' with "
                + named(filter));
      }
      if (days != null && days < 0) {
        throw invalid("'Days' in Transition action must be nonnegative");
      }
      requireMidnight(transition.date());
      requireInfrequent(days, to, "Days", "Transition");
      if (expiration != null) {
        requireLater(expiration, transition, filter);
      }
    }
  }

  private static void requireLater(
      LifecycleExpiration expiration, Transition transition, LifecycleFilter filter) {
    Integer last = expiration.days();
    Integer days = transition.days();
    if (last != null && days == null || expiration.date() != null && days != null) {
      throw InvalidRequest.because(
          "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule"
              + " for "
              + named(filter));
    }
    boolean late =
        last != null && days != null && last <= days
            || expiration.date() != null
                && transition.date() != null
                && !expiration.date().isAfter(transition.date());
    if (late) {
      String unit = last != null ? "Days" : "Date";
      throw invalid(
          "'"
              + unit
              + "' in the Expiration action for "
              + named(filter)
              + " must be "
              + (last != null ? "greater" : "later")
              + " than '"
              + unit
              + "' in the Transition action");
    }
  }

  private static String named(LifecycleFilter filter) {
    return "filter '(prefix=" + filter.prefix() + ")'";
  }

  private static void checkNoncurrent(LifecycleRule rule) {
    NoncurrentVersionExpiration expiration = rule.noncurrentVersionExpiration();
    if (expiration != null) {
      requirePositive(
          expiration.noncurrentDays(), "'NoncurrentDays' for NoncurrentVersionExpiration action");
      requireCount(expiration.newerNoncurrentVersions());
    }
    if (rule.noncurrentVersionTransitions() == null) {
      return;
    }
    for (NoncurrentVersionTransition transition : rule.noncurrentVersionTransitions()) {
      String to = requireClass(transition.storageClass());
      Integer days = transition.noncurrentDays();
      if (days == null) {
        throw Failures.malformedXml();
      }
      if (days < 0) {
        throw invalid("'NoncurrentDays' in NoncurrentVersionTransition action must be nonnegative");
      }
      requireInfrequent(days, to, "NoncurrentDays", "NoncurrentVersionTransition");
      requireCount(transition.newerNoncurrentVersions());
      Integer last = expiration == null ? null : expiration.noncurrentDays();
      if (last != null && last <= days) {
        throw invalid(
            "'NoncurrentDays' in the NoncurrentVersionExpiration action for "
                + named(LifecycleFilter.of(rule))
                + " must be greater than 'NoncurrentDays' in the NoncurrentVersionTransition"
                + " action");
      }
    }
  }

  private static void requireCount(@Nullable Integer count) {
    if (count != null && (count < 1 || count > 100)) {
      throw invalid("'NewerNoncurrentVersions' must be an integer between 1 and 100");
    }
  }

  private static String requireClass(@Nullable String to) {
    if (to == null) {
      throw Failures.malformedXml();
    }
    if (to.equals(StorageClass.STANDARD)) {
      throw invalid("'StorageClass' in the Transition action must not be 'STANDARD'");
    }
    return to;
  }

  private static void requireInfrequent(
      @Nullable Integer days, String to, String unit, String action) {
    boolean infrequent = to.equals(StorageClass.STANDARD_IA) || to.equals(StorageClass.ONEZONE_IA);
    if (infrequent && days != null && days < INFREQUENT_DAYS) {
      throw invalid(
          "'"
              + unit
              + "' in "
              + action
              + " action must be greater than or equal to 30 for storageClass '"
              + to
              + "'");
    }
  }

  private static void requirePositive(@Nullable Integer days, String what) {
    if (days == null) {
      throw Failures.malformedXml();
    }
    if (days < 1) {
      throw invalid(what + " must be a positive integer");
    }
  }

  private static void requireMidnight(@Nullable Instant date) {
    if (date != null && !date.truncatedTo(ChronoUnit.DAYS).equals(date)) {
      throw invalid("'Date' must be at midnight GMT");
    }
  }

  private static ServiceException invalid(String message) {
    return ServiceException.of("InvalidArgument", 400, message);
  }
}
