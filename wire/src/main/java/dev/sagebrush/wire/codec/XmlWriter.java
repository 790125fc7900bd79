package dev.sagebrush.wire.codec;

import dev.sagebrush.model.EventStream;
import dev.sagebrush.model.Location;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.TimestampFormat;
import dev.sagebrush.model.XmlNamespace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as XML elements. */
public final class XmlWriter {

  private final XmlOutput out;

  /** A writer of elements. */
  public XmlWriter(XmlOutput out) {
    this.out = out;
  }

  /** Writes a structure as one element. */
  public void structure(String name, Struct struct, @Nullable XmlNamespace namespace) {
    out.start(name);
    namespace(namespace);
    attributes(struct);
    members(struct);
    out.end(name);
  }

  /** Writes those members that are attributes of the element just begun. */
  public void attributes(Struct struct) {
    for (Member member : struct.modelShape().members()) {
      Object value = member.xmlAttribute() ? struct.memberAt(member.index()) : null;
      if (value != null) {
        out.attribute(member.wireName(), text(member, value));
      }
    }
  }

  /** Writes those members that are elements. */
  public void members(Struct struct) {
    for (Member member : struct.modelShape().members()) {
      boolean element = !member.xmlAttribute() && !member.eventHeader();
      if (member.location() == Location.BODY && element) {
        Object value = struct.memberAt(member.index());
        if (value != null && !(value instanceof EventStream<?>)) {
          member(member, value);
        }
      }
    }
  }

  /** Writes one member of a structure. */
  private void member(Member member, Object value) {
    boolean flat = member.flattened();
    switch (value) {
      case List<?> list when flat -> {
        Member element = member.shape().element();
        for (Object item : list) {
          element(member.xmlName(), element, item, element.xmlNamespace());
        }
      }
      case Map<?, ?> map when flat ->
          entries(member.wireName(), member.shape(), map, member.xmlNamespace());
      default -> element(member.wireName(), member, value, member.xmlNamespace());
    }
  }

  /** Writes one value as one element. */
  public void element(
      String name, Member member, @Nullable Object value, @Nullable XmlNamespace namespace) {
    Shape shape = member.shape();
    out.start(name);
    namespace(namespace);
    switch (value) {
      case null -> {}
      case Struct struct -> {
        attributes(struct);
        members(struct);
      }
      case List<?> list -> {
        Member element = shape.element();
        String each = element.wireName();
        for (Object item : list) {
          element(each, element, item, element.xmlNamespace());
        }
      }
      case Map<?, ?> map -> entries("entry", shape, map, null);
      default -> out.text(text(member, value));
    }
    out.end(name);
  }

  private void entries(String name, Shape shape, Map<?, ?> map, @Nullable XmlNamespace namespace) {
    Member key = shape.key();
    Member element = shape.element();
    map.forEach((entryKey, value) -> {
      out.start(name);
      namespace(namespace);
      element(key.wireName(), key, entryKey, key.xmlNamespace());
      element(element.wireName(), element, value, element.xmlNamespace());
      out.end(name);
    });
  }

  private void namespace(@Nullable XmlNamespace namespace) {
    if (namespace != null) {
      String prefix = namespace.prefix();
      out.attribute(prefix == null ? "xmlns" : "xmlns:" + prefix, namespace.uri());
    }
  }

  /** A simple value as text. */
  static String text(Member member, Object value) {
    if (value instanceof Instant instant) {
      TimestampFormat format = member.timestampFormat();
      return Timestamps.format(instant, format == null ? TimestampFormat.ISO8601 : format);
    }
    return Scalars.format(value, TimestampFormat.ISO8601);
  }
}
