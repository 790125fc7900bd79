package dev.sagebrush.wire.validation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A pattern of a model. Where its form allows matching to take exponential time, matching is given
 * a number of steps and fails when they are used up: no value a stranger sends can hold a thread.
 */
final class BoundedPattern {

  private static final Map<String, BoundedPattern> COMPILED = new ConcurrentHashMap<>();
  private static final long LEAST_STEPS = 200_000;
  private static final long STEPS_PER_CHARACTER = 200;
  private static final long MOST_STEPS = 20_000_000;

  private final Pattern pattern;
  private final boolean risky;

  private BoundedPattern(String expression) {
    this.pattern = Pattern.compile(expression);
    this.risky = repeatsGroups(expression);
  }

  static BoundedPattern of(String expression) {
    return COMPILED.computeIfAbsent(expression, BoundedPattern::new);
  }

  /** A group that is repeated without bound is what makes matching explode. */
  private static boolean repeatsGroups(String expression) {
    for (int i = expression.indexOf(')'); i >= 0; i = expression.indexOf(')', i + 1)) {
      char next = i + 1 < expression.length() ? expression.charAt(i + 1) : ' ';
      if (next == '*' || next == '+' || next == '{') {
        return true;
      }
    }
    return false;
  }

  /** Whether the text as a whole matches. */
  boolean matches(String text) {
    if (!risky) {
      return pattern.matcher(text).matches();
    }
    long steps = Math.max(LEAST_STEPS, STEPS_PER_CHARACTER * text.length());
    try {
      return pattern.matcher(new Counted(text, Math.min(steps, MOST_STEPS))).matches();
    } catch (StepsUsedUp exploding) {
      return false;
    }
  }

  /** Thrown through the matcher when it takes too long. */
  private static final class StepsUsedUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepsUsedUp() {
      super(null, null, false, false);
    }
  }

  /** Counts how often the matcher looks. */
  private static final class Counted implements CharSequence {

    private final String text;
    private long steps;

    Counted(String text, long steps) {
      this.text = text;
      this.steps = steps;
    }

    @Override
    public char charAt(int index) {
      if (--steps < 0) {
        throw new StepsUsedUp();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
