package dev.sagebrush.wire.codec;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.TimestampFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from XML elements, straight into the arrays of the structures. Each method begins at
 * the start of an element and leaves the stream at its end.
 */
final class XmlReader {

  private final XMLStreamReader stream;

  XmlReader(XMLStreamReader stream) {
    this.stream = stream;
  }

  /** Reads the members of a structure; elements it does not have are skipped. */
  void members(Shape shape, @Nullable Object[] values) throws XMLStreamException {
    attributes(shape, values);
    while (nextElement()) {
      Member member = shape.xmlMember(name());
      if (member == null || member.xmlAttribute()) {
        skip();
      } else if (member.flattened()) {
        flattened(member, values);
      } else {
        values[member.index()] = value(member);
      }
    }
    if (shape.union()) {
      int set = 0;
      for (Object value : values) {
        set += value == null ? 0 : 1;
      }
      if (set != 1) {
        throw new Malformed("Exactly one member of the union " + shape.name() + " must be set");
      }
    }
  }

  private void attributes(Shape shape, @Nullable Object[] values) {
    for (int i = 0; i < stream.getAttributeCount(); i++) {
      String prefix = stream.getAttributePrefix(i);
      String local = stream.getAttributeLocalName(i);
      boolean bare = prefix == null || prefix.isEmpty();
      Member member = shape.xmlMember(bare ? local : prefix + ":" + local);
      if (member != null && member.xmlAttribute()) {
        values[member.index()] =
            Scalars.parse(member.shape(), stream.getAttributeValue(i), format(member));
      }
    }
  }

  private void flattened(Member member, @Nullable Object[] values) throws XMLStreamException {
    Shape shape = member.shape();
    Object before = values[member.index()];
    switch (shape.type()) {
      case LIST -> {
        List<Object> list = before instanceof Collected collected ? collected : new Collected();
        values[member.index()] = list;
        list.add(value(shape.element()));
      }
      case MAP -> {
        CollectedMap map = before instanceof CollectedMap found ? found : new CollectedMap();
        values[member.index()] = map;
        entry(shape, map);
      }
      default -> values[member.index()] = value(member);
    }
  }

  /** A list that grows element by element while its structure is read. */
  private static final class Collected extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;
  }

  /** A map that grows entry by entry while its structure is read. */
  private static final class CollectedMap extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;
  }

  private Object value(Member member) throws XMLStreamException {
    Shape shape = member.shape();
    return switch (shape.type()) {
      case STRUCTURE -> structure(shape);
      case LIST -> list(shape);
      case MAP -> map(shape);
      case STRING -> text();
      default -> Scalars.parse(shape, text().strip(), format(member));
    };
  }

  private Struct structure(Shape shape) throws XMLStreamException {
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    members(shape, values);
    return shape.create(values);
  }

  private List<Object> list(Shape shape) throws XMLStreamException {
    List<Object> list = new ArrayList<>();
    Member element = shape.element();
    while (nextElement()) {
      if (name().equals(element.wireName())) {
        list.add(value(element));
      } else {
        skip();
      }
    }
    return list;
  }

  private Map<String, Object> map(Shape shape) throws XMLStreamException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (nextElement()) {
      if (name().equals("entry")) {
        entry(shape, map);
      } else {
        skip();
      }
    }
    return map;
  }

  private void entry(Shape shape, Map<String, Object> map) throws XMLStreamException {
    Member key = shape.key();
    Member element = shape.element();
    String entryKey = null;
    Object value = null;
    while (nextElement()) {
      if (name().equals(key.wireName())) {
        entryKey = text();
      } else if (name().equals(element.wireName())) {
        value = value(element);
      } else {
        skip();
      }
    }
    if (entryKey == null || value == null) {
      throw new Malformed("An entry of a map must have a key and a value");
    }
    map.put(entryKey, value);
  }

  private boolean nextElement() throws XMLStreamException {
    while (true) {
      switch (stream.next()) {
        case XMLStreamReader.START_ELEMENT:
          return true;
        case XMLStreamReader.END_ELEMENT:
          return false;
        case XMLStreamReader.ENTITY_REFERENCE:
          throw new Malformed("Entity references are not allowed");
        case XMLStreamReader.CHARACTERS:
          if (!stream.isWhiteSpace()) {
            throw new Malformed("Unexpected text within an element");
          }
          break;
        default:
          break;
      }
    }
  }

  private String text() throws XMLStreamException {
    String text = null;
    while (true) {
      switch (stream.next()) {
        case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA ->
            text = text == null ? stream.getText() : text + stream.getText();
        case XMLStreamReader.END_ELEMENT -> {
          return text == null ? "" : text;
        }
        case XMLStreamReader.START_ELEMENT ->
            throw new Malformed("Unexpected element " + Scalars.shortened(name()));
        case XMLStreamReader.ENTITY_REFERENCE ->
            throw new Malformed("Entity references are not allowed");
        default -> {
          // Comments and processing instructions stand between pieces of the text.
        }
      }
    }
  }

  private void skip() throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      switch (stream.next()) {
        case XMLStreamReader.START_ELEMENT -> depth++;
        case XMLStreamReader.END_ELEMENT -> depth--;
        default -> {
          // Whatever else an unknown element contains does not matter.
        }
      }
    }
  }

  private String name() {
    String prefix = stream.getPrefix();
    String local = stream.getLocalName();
    return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
  }

  private static TimestampFormat format(Member member) {
    TimestampFormat format = member.timestampFormat();
    return format == null ? TimestampFormat.ISO8601 : format;
  }
}
