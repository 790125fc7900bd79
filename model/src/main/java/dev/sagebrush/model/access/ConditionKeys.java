package dev.sagebrush.model.access;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Struct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The condition keys that requests of one API give values to. */
final class ConditionKeys {

  private final Map<String, List<MemberPath>> single = new LinkedHashMap<>();
  private final List<Family> families = new ArrayList<>();

  /** Keys that end with a name, and the key that has all those names. */
  private record Family(String prefix, String names, List<MemberPath> paths) {}

  void key(String key, List<MemberPath> paths) {
    single.put(key, paths);
  }

  void family(String prefix, String names, List<MemberPath> paths) {
    families.add(new Family(prefix, names, paths));
  }

  Map<String, List<String>> of(Struct request) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    single.forEach((key, paths) -> {
      List<String> found = new ArrayList<>();
      paths.forEach(path -> found.addAll(path.values(request)));
      if (!found.isEmpty()) {
        values.put(key, found);
      }
    });
    for (Family family : families) {
      Map<String, String> pairs = new LinkedHashMap<>();
      for (MemberPath path : family.paths()) {
        path.objects(request).forEach(value -> addPairs(value, pairs));
      }
      pairs.forEach((name, value) -> {
        if (!value.equals(ABSENT)) {
          values.put(family.prefix() + name, List.of(value));
        }
      });
      if (!pairs.isEmpty()) {
        values.put(family.names(), List.copyOf(pairs.keySet()));
      }
    }
    return values;
  }

  /** The value of a tag that is only named, to be removed. */
  private static final String ABSENT = "\0";

  /** Reads a map, {@code {Key, Value}}, a key alone, or {@code a=1&b=2}. */
  private static void addPairs(Object value, Map<String, String> pairs) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((name, text) -> pairs.put(String.valueOf(name), String.valueOf(text)));
      case Struct tag when member(tag, "Key") != null ->
          pairs.put(
              String.valueOf(member(tag, "Key")),
              member(tag, "Value") == null ? "" : String.valueOf(member(tag, "Value")));
      case Struct set when member(set, "TagSet") instanceof List<?> list ->
          list.forEach(tag -> addPairs(tag, pairs));
      case String text when text.indexOf('=') > 0 -> {
        for (String pair : text.split("&")) {
          int equals = pair.indexOf('=');
          String name = equals < 0 ? pair : pair.substring(0, equals);
          pairs.put(
              Percent.decoded(name), equals < 0 ? "" : Percent.decoded(pair.substring(equals + 1)));
        }
      }
      case String name -> pairs.put(name, ABSENT);
      default -> {
        // Tags have no other form.
      }
    }
  }

  private static @Nullable Object member(Struct struct, String name) {
    Member upper = struct.modelShape().member(name);
    Member member =
        upper != null
            ? upper
            : struct.modelShape().member(Character.toLowerCase(name.charAt(0)) + name.substring(1));
    return member == null ? null : struct.memberAt(member.index());
  }
}
