package dev.sagebrush.services.secretsmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a secret rotates.
 *
 * @param function the ARN of the function that rotates it
 * @param days between rotations; null when an expression says it
 * @param expression {@code rate(...)}, or null
 * @param window how long a rotation may take, for example {@code 3h}, or null
 * @param last when it last was, or null
 * @param next when it is due; null when rotation has been cancelled
 */
record RotationRow(
    String function,
    @Nullable Long days,
    @Nullable String expression,
    @Nullable String window,
    @Nullable Instant last,
    @Nullable Instant next) {

  private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,4}) (hours?|days?)\\)");

  /** The length of a {@code rate(...)} expression; null when it is none. */
  static @Nullable Duration rate(String expression) {
    Matcher rate = RATE.matcher(expression);
    if (!rate.matches()) {
      return null;
    }
    int count = Integer.parseInt(rate.group(1));
    return rate.group(2).startsWith("day") ? Duration.ofDays(count) : Duration.ofHours(count);
  }

  boolean enabled() {
    return next != null;
  }

  /** The one after a time. */
  RotationRow after(Instant time) {
    Duration step = days == null ? rate(expression == null ? "" : expression) : null;
    Instant following = time.plus(step == null ? Duration.ofDays(days == null ? 1 : days) : step);
    return new RotationRow(function, days, expression, window, last, following);
  }

  RotationRow rotated(Instant now) {
    return new RotationRow(function, days, expression, window, now, next);
  }

  RotationRow cancelled() {
    return new RotationRow(function, days, expression, window, last, null);
  }
}
