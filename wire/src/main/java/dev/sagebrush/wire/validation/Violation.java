package dev.sagebrush.wire.validation;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One constraint that a request breaks.
 *
 * @param constraint which
 * @param path from the request to the value: the {@link Member} of a structure, the {@link Integer}
 *     index of a list's element from 0, the {@link String} key of a map's entry
 * @param shape whose constraint it is; that of the key where a map's key breaks it
 * @param value the value, null where there is none
 * @param container the list or map that holds the value, null where a structure does
 * @param key whether the value is a map's key; the path then leads to the map
 */
public record Violation(
    Constraint constraint,
    List<Object> path,
    Shape shape,
    @Nullable Object value,
    @Nullable Object container,
    boolean key) {

  /** The kinds of constraint that a model states. */
  public enum Constraint {
    /** A required member is missing. */
    REQUIRED,
    /** A string, blob, list or map is too short or too long. */
    LENGTH,
    /** A number is too small or too large. */
    RANGE,
    /** A string does not match the pattern. */
    PATTERN,
    /** A string is none of the enumeration. */
    ENUM,
    /** A set holds a value twice. */
    UNIQUE,
    /** A union has not exactly one member. */
    UNION
  }
}
