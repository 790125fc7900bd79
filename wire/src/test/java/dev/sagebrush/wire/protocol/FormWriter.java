package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.TimestampFormat;
import dev.sagebrush.wire.codec.Percent;
import dev.sagebrush.wire.codec.Scalars;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes a request of the query protocol, as a client does. */
final class FormWriter {

  private final StringJoiner fields = new StringJoiner("&");

  static String write(String action, Struct struct) {
    FormWriter writer = new FormWriter();
    writer.fields.add("Action=" + action);
    writer.members("", struct);
    return writer.fields.toString();
  }

  private void members(String prefix, Struct struct) {
    for (Member member : struct.modelShape().members()) {
      Object value = struct.memberAt(member.index());
      if (value != null) {
        boolean flat = member.flattened();
        value(prefix + (flat ? member.xmlName() : member.wireName()), member, value, flat);
      }
    }
  }

  private void value(String name, Member member, Object value, boolean flat) {
    Shape shape = member.shape();
    switch (value) {
      case Struct struct -> members(name + ".", struct);
      case List<?> list -> {
        String own = shape.element().locationName();
        String prefix = flat ? name : name + "." + (own == null ? "member" : own);
        for (int i = 0; i < list.size(); i++) {
          Member element = shape.element();
          value(prefix + "." + (i + 1), element, list.get(i), element.shape().flattened());
        }
      }
      case Map<?, ?> map -> {
        int number = 1;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          String prefix = name + (flat ? "." : ".entry.") + number++ + ".";
          value(prefix + shape.key().wireName(), shape.key(), entry.getKey(), false);
          value(prefix + shape.element().wireName(), shape.element(), entry.getValue(), false);
        }
      }
      default -> {
        TimestampFormat format = member.timestampFormat();
        String text = Scalars.format(value, format == null ? TimestampFormat.ISO8601 : format);
        fields.add(Percent.encode(name) + "=" + Percent.encode(text));
      }
    }
  }
}
