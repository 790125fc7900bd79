package dev.sagebrush.learn;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A rule between parameters.
 *
 * @param holds whether a set of values obeys it; runs only when each value by itself is valid
 * @param message what to tell the user when it does not
 */
public record Constraint(Predicate<Parameters> holds, Function<Parameters, String> message) {

  /** A rule with a fixed message. */
  public static Constraint of(String message, Predicate<Parameters> holds) {
    return new Constraint(holds, values -> message);
  }
}
