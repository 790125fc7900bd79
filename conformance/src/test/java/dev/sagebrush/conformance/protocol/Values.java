package dev.sagebrush.conformance.protocol;

import dev.sagebrush.model.Body;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import dev.sagebrush.model.Struct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.node.ObjectNode;

/** The parameters of the cases as values of a model, and how values compare. */
final class Values {

  private Values() {}

  static Struct struct(Shape shape, ObjectNode node) {
    Object[] values = new Object[shape.members().size()];
    node.getStringMap()
        .forEach((name, value) -> {
          Member member = Objects.requireNonNull(shape.member(name), name);
          values[member.index()] = value(member, value);
        });
    return shape.create(values);
  }

  private static @Nullable Object value(Member member, Node node) {
    if (node.isNullNode()) {
      return null;
    }
    Shape shape = member.shape();
    return switch (shape.type()) {
      case STRUCTURE -> struct(shape, node.expectObjectNode());
      case LIST -> {
        List<Object> list = new ArrayList<>();
        node.expectArrayNode().forEach(item -> list.add(value(shape.element(), item)));
        yield list;
      }
      case MAP -> {
        Map<String, Object> map = new LinkedHashMap<>();
        node.expectObjectNode()
            .getStringMap()
            .forEach((key, item) -> map.put(key, value(shape.element(), item)));
        yield map;
      }
      case STRING -> node.expectStringNode().getValue();
      case BYTE, SHORT, INTEGER -> number(node).intValue();
      case LONG -> number(node).longValue();
      case FLOAT -> (float) real(node);
      case DOUBLE -> real(node);
      case BIG_INTEGER -> new BigInteger(number(node).toString());
      case BIG_DECIMAL -> new BigDecimal(number(node).toString());
      case BOOLEAN -> node.expectBooleanNode().getValue();
      case BLOB -> {
        byte[] bytes = node.expectStringNode().getValue().getBytes(StandardCharsets.UTF_8);
        yield member.streaming() ? Body.of(bytes) : bytes;
      }
      case TIMESTAMP -> {
        BigDecimal seconds = new BigDecimal(number(node).toString());
        yield Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
      }
      case DOCUMENT -> plain(node);
    };
  }

  private static Number number(Node node) {
    return node.expectNumberNode().getValue();
  }

  private static double real(Node node) {
    return node.isStringNode()
        ? Double.parseDouble(node.expectStringNode().getValue())
        : number(node).doubleValue();
  }

  /** A node as maps, lists and scalars. */
  static @Nullable Object plain(Node node) {
    return switch (node.getType()) {
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        node.expectObjectNode().getStringMap().forEach((key, item) -> map.put(key, plain(item)));
        yield map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        node.expectArrayNode().forEach(item -> list.add(plain(item)));
        yield list;
      }
      case STRING -> node.expectStringNode().getValue();
      case NUMBER -> number(node);
      case BOOLEAN -> node.expectBooleanNode().getValue();
      case NULL -> null;
    };
  }

  /** A value in a form that compares by equality and reads well. */
  static @Nullable Object comparable(@Nullable Object value) {
    return switch (value) {
      case Struct struct -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Member member : struct.modelShape().members()) {
          Object item = struct.memberAt(member.index());
          Object said = item == null ? null : comparable(item);
          if (said != null && !absent(member, said)) {
            map.put(member.name(), said);
          }
        }
        yield map;
      }
      case List<?> list -> {
        List<Object> items = new ArrayList<>();
        list.forEach(item -> items.add(comparable(item)));
        yield items;
      }
      case Map<?, ?> map -> {
        Map<String, Object> items = new LinkedHashMap<>();
        map.forEach((key, item) -> items.put(key.toString(), comparable(item)));
        yield items;
      }
      case byte[] bytes -> "bytes " + new String(bytes, StandardCharsets.ISO_8859_1);
      case Body body -> "bytes " + new String(bytes(body), StandardCharsets.ISO_8859_1);
      case Float number ->
          number.isNaN() || number.isInfinite() ? number.toString() : decimal(number);
      case Double number ->
          number.isNaN() || number.isInfinite() ? number.toString() : decimal(number);
      case Number number -> decimal(number);
      case null, default -> value;
    };
  }

  /** An empty stream stands for content that is not there. */
  private static boolean absent(Member member, Object value) {
    return member.streaming() && member.shape().type() == ShapeType.BLOB && value.equals("bytes ");
  }

  private static BigDecimal decimal(Number number) {
    BigDecimal decimal = new BigDecimal(number.toString());
    return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
  }

  static byte[] bytes(Body body) {
    try {
      return body.stream().readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
