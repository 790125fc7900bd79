package dev.sagebrush.model.access;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where in a request a value stands, for example {@code Delete.Objects[].Key}. */
record MemberPath(List<String> names, Reading reading) {

  static MemberPath parse(String text) {
    int bar = text.indexOf('|');
    Reading reading = bar < 0 ? Reading.PLAIN : Reading.named(text.substring(bar + 1));
    String path = (bar < 0 ? text : text.substring(0, bar)).replace("[]", "");
    return new MemberPath(Arrays.asList(path.split("\\.")), reading);
  }

  /** The first member it goes through. */
  String first() {
    return names.getFirst();
  }

  /** The values there, as policies write them; none when a member on the way is not set. */
  List<String> values(Struct request) {
    List<Object> found = objects(request);
    List<String> values = new ArrayList<>(found.size());
    for (Object value : found) {
      String text = value instanceof byte[] ? null : reading.read(value.toString());
      if (text != null) {
        values.add(text);
      }
    }
    return values;
  }

  /** The values there, as they are; elements of a list are values of their own. */
  List<Object> objects(Struct request) {
    List<Object> present = List.of(request);
    for (String name : names) {
      List<Object> next = new ArrayList<>();
      for (Object value : present) {
        collect(member(value, name), next);
      }
      present = next;
    }
    return present;
  }

  /** Whether something is there, and is not false. */
  boolean present(Struct request) {
    List<Object> objects = objects(request);
    return !objects.isEmpty() && !objects.equals(List.of(Boolean.FALSE));
  }

  private static @Nullable Object member(Object value, String name) {
    if (value instanceof Struct struct) {
      Member member = struct.modelShape().member(name);
      return member == null ? null : struct.memberAt(member.index());
    }
    return value instanceof Map<?, ?> map ? map.get(name) : null;
  }

  private static void collect(@Nullable Object value, List<Object> into) {
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (element != null) {
          into.add(element);
        }
      }
    } else if (value != null) {
      into.add(value);
    }
  }
}
