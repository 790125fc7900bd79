package dev.sagebrush.wire.validation;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.validation.Violation.Constraint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what in a request breaks the constraints of its model. Source of their meaning: Smithy
 * specification, "Constraint traits"; patterns match the whole value, as AWS has it.
 */
public final class Validator {

  /** More are not reported: a message has an end. */
  private static final int MOST = 100;

  private final List<Object> path = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();

  private Validator() {}

  /** What the request breaks, in the order of the model; at most 100. */
  public static List<Violation> check(Struct request) {
    Validator validator = new Validator();
    validator.members(request);
    return validator.violations;
  }

  private void members(Struct struct) {
    Shape shape = struct.modelShape();
    int set = 0;
    for (Member member : shape.members()) {
      Object value = struct.memberAt(member.index());
      if (value == null && !member.required()) {
        continue;
      }
      set++;
      path.add(member);
      if (Checks.missing(member, value)) {
        add(Constraint.REQUIRED, member.shape(), null, null, false);
      } else if (value != null) {
        value(member.shape(), value, null, false);
      }
      path.removeLast();
      if (violations.size() >= MOST) {
        return;
      }
    }
    if (shape.union() && set != 1) {
      add(Constraint.UNION, shape, struct, null, false);
    }
  }

  private void value(Shape shape, Object value, @Nullable Object container, boolean key) {
    switch (value) {
      case String text -> text(shape, text, container, key);
      case Struct struct -> members(struct);
      case List<?> list -> list(shape, list, container);
      case Map<?, ?> map -> map(shape, map, container);
      case byte[] bytes -> length(shape, bytes.length, value, container, key);
      case Number number -> {
        if (!Checks.of(shape).allowsNumber(number)) {
          add(Constraint.RANGE, shape, value, container, key);
        }
      }
      default -> {
        // Booleans, timestamps and streams have no constraints.
      }
    }
  }

  private void text(Shape shape, String text, @Nullable Object container, boolean key) {
    Checks checks = Checks.of(shape);
    if (!checks.values().isEmpty() && !checks.values().contains(text)) {
      add(Constraint.ENUM, shape, text, container, key);
    }
    if (!checks.allowsLength(text.codePointCount(0, text.length()))) {
      add(Constraint.LENGTH, shape, text, container, key);
    }
    BoundedPattern pattern = checks.pattern();
    if (pattern != null && !pattern.matches(text)) {
      add(Constraint.PATTERN, shape, text, container, key);
    }
  }

  private void length(
      Shape shape, int length, Object value, @Nullable Object container, boolean key) {
    if (!Checks.of(shape).allowsLength(length)) {
      add(Constraint.LENGTH, shape, value, container, key);
    }
  }

  private void list(Shape shape, List<?> list, @Nullable Object container) {
    if (!isList(shape)) {
      return;
    }
    length(shape, list.size(), list, container, false);
    if (shape.uniqueItems() && repeats(list)) {
      add(Constraint.UNIQUE, shape, list, container, false);
    }
    if (!Checks.of(shape).nested()) {
      return;
    }
    Shape element = shape.element().shape();
    for (int i = 0; i < list.size() && violations.size() < MOST; i++) {
      Object item = list.get(i);
      if (item != null) {
        path.add(i);
        value(element, item, list, false);
        path.removeLast();
      }
    }
  }

  private void map(Shape shape, Map<?, ?> map, @Nullable Object container) {
    if (isList(shape) || shape.type() != dev.sagebrush.model.ShapeType.MAP) {
      return;
    }
    length(shape, map.size(), map, container, false);
    if (!Checks.of(shape).nested()) {
      return;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      value(shape.key().shape(), entry.getKey(), map, true);
      if (entry.getValue() != null) {
        path.add(entry.getKey());
        value(shape.element().shape(), entry.getValue(), map, false);
        path.removeLast();
      }
      if (violations.size() >= MOST) {
        return;
      }
    }
  }

  private static boolean isList(Shape shape) {
    return shape.type() == dev.sagebrush.model.ShapeType.LIST;
  }

  private static boolean repeats(List<?> list) {
    Set<Object> seen = new HashSet<>();
    for (Object item : list) {
      if (!seen.add(item instanceof byte[] bytes ? Arrays.hashCode(bytes) : item)) {
        return true;
      }
    }
    return false;
  }

  private void add(
      Constraint constraint,
      Shape shape,
      @Nullable Object value,
      @Nullable Object container,
      boolean key) {
    violations.add(new Violation(constraint, List.copyOf(path), shape, value, container, key));
  }
}
