package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Location;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.TimestampFormat;
import dev.sagebrush.wire.codec.FormFields;
import dev.sagebrush.wire.codec.Percent;
import dev.sagebrush.wire.codec.Scalars;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members that travel in the path, the query string, the header and the status. */
final class HttpBindings {

  private HttpBindings() {}

  /** Reads labels, query parameters and header fields of a request. */
  static void read(
      HttpPlan plan,
      HttpRequest request,
      Map<String, String> labels,
      int parameters,
      @Nullable Object[] values) {
    for (Member member : plan.labels()) {
      String text = labels.get(member.name());
      if (text != null) {
        values[member.index()] = Scalars.parse(member.shape(), text, format(member));
      }
    }
    headers(plan, request.headers(), values);
    if (!request.rawQuery().isEmpty() && (plan.queryMap() != null || !plan.query().isEmpty())) {
      query(plan, FormFields.parse(request.rawQuery(), parameters), values);
    }
  }

  /** Reads the header fields of a message. */
  static void headers(HttpPlan plan, Headers headers, @Nullable Object[] values) {
    Map<Member, StringBuilder> joined = null;
    for (Headers.Field field : headers.fields()) {
      Member member = plan.headers().get(field.name());
      if (member != null) {
        if (member.shape().type() == ShapeType.LIST) {
          joined = joined == null ? new LinkedHashMap<>() : joined;
          StringBuilder all = joined.computeIfAbsent(member, key -> new StringBuilder());
          all.append(all.isEmpty() ? "" : ", ").append(field.value());
        } else if (values[member.index()] == null) {
          values[member.index()] = headerValue(member, field.value());
        }
      }
      for (Member prefixed : plan.prefixes()) {
        prefixed(prefixed, field, values);
      }
    }
    if (joined != null) {
      joined.forEach((member, text) -> values[member.index()] = list(member, text.toString()));
    }
  }

  private static void prefixed(Member member, Headers.Field field, @Nullable Object[] values) {
    String prefix = member.wireName().toLowerCase(Locale.ROOT);
    if (field.name().startsWith(prefix)) {
      Map<String, Object> map = new LinkedHashMap<>();
      if (values[member.index()] instanceof Map<?, ?> before) {
        before.forEach((name, value) -> map.put(name.toString(), value));
      }
      map.merge(
          field.name().substring(prefix.length()),
          field.value(),
          (first, second) -> first + "," + second);
      values[member.index()] = map;
    }
  }

  private static Object headerValue(Member member, String text) {
    Shape shape = member.shape();
    if (shape.type() == ShapeType.STRING && (member.jsonValue() || shape.mediaType() != null)) {
      return Percent.utf8(Scalars.base64(text));
    }
    return Scalars.parse(shape, text, format(member));
  }

  private static List<Object> list(Member member, String text) {
    List<Object> list = new ArrayList<>();
    Member element = member.shape().element();
    TimestampFormat format = format(element, Location.HEADER);
    if (!text.isEmpty()) {
      for (String item : HeaderLists.split(text, element.shape().type(), format)) {
        list.add(Scalars.parse(element.shape(), item, format));
      }
    }
    return list;
  }

  private static void query(HttpPlan plan, FormFields form, @Nullable Object[] values) {
    Map<Member, List<Object>> lists = new LinkedHashMap<>();
    Map<String, Object> rest = new LinkedHashMap<>();
    Member queryMap = plan.queryMap();
    for (FormFields.Field field : form.fields()) {
      Member member = plan.query().get(field.name());
      collect(queryMap, rest, field);
      if (member == null) {
        continue;
      }
      if (member.shape().type() == ShapeType.LIST) {
        Member element = member.shape().element();
        lists
            .computeIfAbsent(member, key -> new ArrayList<>())
            .add(Scalars.parse(element.shape(), field.value(), format(element, Location.QUERY)));
      } else if (values[member.index()] == null) {
        values[member.index()] = Scalars.parse(member.shape(), field.value(), format(member));
      }
    }
    lists.forEach((member, list) -> values[member.index()] = list);
    if (queryMap != null && !rest.isEmpty()) {
      values[queryMap.index()] = rest;
    }
  }

  private static void collect(
      @Nullable Member queryMap, Map<String, Object> rest, FormFields.Field field) {
    if (queryMap == null) {
      return;
    }
    if (queryMap.shape().element().shape().type() != ShapeType.LIST) {
      rest.putIfAbsent(field.name(), field.value());
    } else if (rest.get(field.name()) instanceof QueryValues values) {
      values.add(field.value());
    } else {
      QueryValues values = new QueryValues();
      values.add(field.value());
      rest.put(field.name(), values);
    }
  }

  /** The values of one parameter that came several times. */
  private static final class QueryValues extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;
  }

  /** Writes the members of an answer that travel in header fields. */
  static void write(Struct struct, Headers headers) {
    for (Member member : struct.modelShape().members()) {
      Location location = member.location();
      if (location == Location.HEADER || location == Location.HEADERS) {
        Object value = struct.memberAt(member.index());
        switch (value) {
          case null -> {}
          case Map<?, ?> map ->
              map.forEach(
                  (name, item) -> headers.add(member.wireName() + name, String.valueOf(item)));
          case List<?> list -> {
            if (!list.isEmpty()) {
              headers.set(member.wireName(), joined(member, list));
            }
          }
          default -> headers.set(member.wireName(), headerText(member, value));
        }
      }
    }
  }

  private static String joined(Member member, List<?> list) {
    Member element = member.shape().element();
    TimestampFormat format = format(element, Location.HEADER);
    boolean text = element.shape().type() == ShapeType.STRING;
    StringBuilder out = new StringBuilder();
    for (Object item : list) {
      if (item != null) {
        HeaderLists.append(out, Scalars.format(item, format), text);
      }
    }
    return out.toString();
  }

  private static String headerText(Member member, Object value) {
    Shape shape = member.shape();
    if (shape.type() == ShapeType.STRING && (member.jsonValue() || shape.mediaType() != null)) {
      byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(bytes);
    }
    return Scalars.format(value, format(member));
  }

  /**
   * The status of an answer: what a member says, or the operation's; and where that is 200 and the
   * answer states the range of its content, 206 (RFC 9110 §15.3.7), which no model says.
   */
  static int status(HttpPlan plan, Struct struct, Headers headers, int otherwise) {
    Member member = plan.status();
    if (member != null && struct.memberAt(member.index()) instanceof Integer status) {
      return status;
    }
    return otherwise == 200 && headers.get("content-range") != null ? 206 : otherwise;
  }

  private static TimestampFormat format(Member member) {
    return format(member, member.location());
  }

  private static TimestampFormat format(Member member, Location location) {
    TimestampFormat format = member.timestampFormat();
    if (format != null) {
      return format;
    }
    return location == Location.HEADER ? TimestampFormat.RFC822 : TimestampFormat.ISO8601;
  }
}
