package dev.sagebrush.wire.codec;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.TimestampFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from the dotted fields of the query protocols: {@code Metrics.member.1.Name=x}.
 * Source: Smithy specification, "AWS query protocol" and "AWS EC2 query protocol".
 */
public final class FormReader {

  private final boolean ec2;
  private final Limits limits;

  /** A reader of the query protocol or of EC2's variant, where every list is flat. */
  public FormReader(boolean ec2, Limits limits) {
    this.ec2 = ec2;
    this.limits = limits;
  }

  /** A place in the tree that the dots of the field names span. */
  private static final class Node {
    private @Nullable String value;
    private @Nullable Map<String, Node> children;

    private Node at(String name) {
      if (children == null) {
        children = new LinkedHashMap<>();
      }
      return children.computeIfAbsent(name, key -> new Node());
    }

    private @Nullable Node get(String name) {
      return children == null ? null : children.get(name);
    }
  }

  /**
   * Reads the members of a structure; fields it does not have are skipped.
   *
   * @throws Malformed when a field does not fit the shape
   */
  public void read(FormFields form, Shape shape, @Nullable Object[] values) {
    Node root = new Node();
    for (FormFields.Field field : form.fields()) {
      Node node = root;
      String name = field.name();
      int depth = 0;
      int from = 0;
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
        if (++depth > 2 * limits.depth()) {
          throw new Malformed("A parameter is nested too deeply");
        }
        node = node.at(name.substring(from, dot));
        from = dot + 1;
      }
      node.at(name.substring(from)).value = field.value();
    }
    members(root, shape, values);
  }

  private void members(Node node, Shape shape, @Nullable Object[] values) {
    for (Member member : shape.members()) {
      Node child = node.get(name(member));
      if (child == null && !ec2 && member.flattened()) {
        child = node.get(member.xmlName());
      }
      if (child != null) {
        values[member.index()] = value(child, member, ec2 || member.flattened());
      }
    }
  }

  private String name(Member member) {
    if (!ec2) {
      return member.wireName();
    }
    String query = member.queryName();
    String name = member.wireName();
    return query == null ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : query;
  }

  private Object value(Node node, Member member, boolean flat) {
    Shape shape = member.shape();
    return switch (shape.type()) {
      case STRUCTURE -> structure(node, shape);
      case LIST -> list(node, shape, flat);
      case MAP -> map(node, shape, flat);
      default -> {
        TimestampFormat format = member.timestampFormat();
        String text = node.value;
        if (text == null) {
          throw new Malformed("Unexpected complex element for " + member.name());
        }
        yield Scalars.parse(shape, text, format == null ? TimestampFormat.ISO8601 : format);
      }
    };
  }

  private Struct structure(Node node, Shape shape) {
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    members(node, shape, values);
    return shape.create(values);
  }

  private List<Object> list(Node node, Shape shape, boolean flat) {
    List<Object> list = new ArrayList<>();
    Member element = shape.element();
    String wrapper = element.locationName() == null ? "member" : element.wireName();
    Node items = flat ? node : node.get(wrapper);
    if (items == null) {
      items = node;
    }
    for (Node item : numbered(items).values()) {
      list.add(value(item, element, ec2 || element.shape().flattened()));
    }
    return list;
  }

  private Map<String, Object> map(Node node, Shape shape, boolean flat) {
    Map<String, Object> map = new LinkedHashMap<>();
    Node entries = flat ? node : node.get("entry");
    if (entries == null) {
      return map;
    }
    for (Node entry : numbered(entries).values()) {
      Node key = entry.get(shape.key().wireName());
      Node value = entry.get(shape.element().wireName());
      String text = key == null ? null : key.value;
      if (text == null || value == null) {
        throw new Malformed("An entry of a map must have a key and a value");
      }
      map.put(text, value(value, shape.element(), shape.element().shape().flattened()));
    }
    return map;
  }

  private static Map<Integer, Node> numbered(Node node) {
    Map<Integer, Node> numbered = new TreeMap<>();
    if (node.children != null) {
      node.children.forEach((name, child) -> {
        if (!Scalars.decimal(name) || name.length() > 9 || name.indexOf('.') >= 0) {
          throw new Malformed("Unexpected list element " + Scalars.shortened(name));
        }
        numbered.put(Integer.valueOf(name), child);
      });
    }
    return numbered;
  }
}
