package dev.sagebrush.services.s3;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Structures of the model as rows keep them: maps by member name, lists, strings, numbers, booleans
 * and, for times, ISO 8601 text. A member that is not set is left out.
 */
final class Documents {

  private Documents() {}

  /** A structure as a row keeps it. */
  static Map<String, Object> tree(Struct struct) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Member member : struct.modelShape().members()) {
      Object value = struct.memberAt(member.index());
      if (value != null) {
        tree.put(member.name(), tree(value));
      }
    }
    return tree;
  }

  private static Object tree(Object value) {
    return switch (value) {
      case Struct struct -> tree(struct);
      case List<?> list -> list.stream().map(Documents::tree).toList();
      case Instant time -> time.toString();
      default -> value;
    };
  }

  /**
   * The structure that was kept.
   *
   * @param shape of {@code type}
   */
  static <T extends Struct> T struct(Class<T> type, Shape shape, Map<String, ?> tree) {
    return type.cast(struct(shape, tree));
  }

  private static Struct struct(Shape shape, Map<?, ?> tree) {
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    for (Member member : shape.members()) {
      Object kept = tree.get(member.name());
      if (kept != null) {
        values[member.index()] = value(member.shape(), kept);
      }
    }
    return shape.create(values);
  }

  private static Object value(Shape shape, Object kept) {
    return switch (shape.type()) {
      case STRUCTURE -> struct(shape, (Map<?, ?>) kept);
      case LIST -> {
        List<Object> list = new ArrayList<>();
        ((List<?>) kept).forEach(item -> list.add(value(shape.element().shape(), item)));
        yield list;
      }
      case INTEGER -> ((Number) kept).intValue();
      case LONG -> ((Number) kept).longValue();
      case TIMESTAMP -> Instant.parse(kept.toString());
      default -> kept;
    };
  }

  /**
   * Refuses a document that lacks what the model requires or has a value it does not list.
   *
   * @throws ServiceException {@code MalformedXML}
   */
  static <T extends Struct> T valid(@Nullable T document) {
    if (document == null) {
      throw Failures.malformedXml();
    }
    check(document);
    return document;
  }

  private static void check(Struct struct) {
    for (Member member : struct.modelShape().members()) {
      Object value = struct.memberAt(member.index());
      if (value == null ? member.required() : !allowed(member.shape(), value)) {
        throw Failures.malformedXml();
      }
    }
  }

  private static boolean allowed(Shape shape, Object value) {
    return switch (value) {
      case Struct struct -> {
        check(struct);
        yield true;
      }
      case List<?> list ->
          list.stream().allMatch(item -> item != null && allowed(shape.element().shape(), item));
      case String text -> listed(shape, text);
      default -> true;
    };
  }

  /** The filters of notifications are the one enumeration that AWS takes in any case. */
  private static boolean listed(Shape shape, String text) {
    List<String> values = shape.enumValues();
    return values.isEmpty()
        || values.contains(text)
        || shape.name().equals("FilterRuleName")
            && values.stream().anyMatch(text::equalsIgnoreCase);
  }
}
