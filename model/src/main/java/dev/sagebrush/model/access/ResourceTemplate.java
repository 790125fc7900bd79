package dev.sagebrush.model.access;

import dev.sagebrush.model.Struct;
import java.util.ArrayList;
import java.util.List;

/** How the names of the resources of a request are put together. */
final class ResourceTemplate {

  /** Literal text, or a place for a value. */
  private sealed interface Piece {}

  private record Text(String text) implements Piece {}

  private record Value(MemberPath path) implements Piece {}

  private final String base;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<MemberPath> paths = new ArrayList<>();

  /**
   * Reads a template.
   *
   * @param base what is put in front of names that are no ARN
   */
  ResourceTemplate(String base, String text) {
    this.base = base;
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      if (open < 0) {
        pieces.add(new Text(text.substring(at)));
        break;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("no } in " + text);
      }
      if (open > at) {
        pieces.add(new Text(text.substring(at, open)));
      }
      MemberPath path = MemberPath.parse(text.substring(open + 1, close));
      pieces.add(new Value(path));
      paths.add(path);
      at = close + 1;
    }
  }

  /** The members it needs. */
  List<MemberPath> paths() {
    return paths;
  }

  /**
   * The resources a request is about: one for each value of a list. A member that is not set leaves
   * the caller's own where there is one, and else {@code *}.
   */
  List<String> resources(Struct request, CallFacts call) {
    List<String> names = List.of("");
    for (Piece piece : pieces) {
      List<String> longer = new ArrayList<>();
      List<String> values =
          switch (piece) {
            case Text text -> List.of(text.text());
            case Value value -> values(value.path(), request, names, call);
          };
      for (String name : names) {
        for (String value : values) {
          longer.add(value.startsWith("arn:") && !(piece instanceof Text) ? value : name + value);
        }
      }
      names = longer;
    }
    return names.stream().map(name -> whole(name, request, call)).distinct().toList();
  }

  private static List<String> values(
      MemberPath path, Struct request, List<String> names, CallFacts call) {
    List<String> values = path.values(request);
    if (!values.isEmpty()) {
      return values;
    }
    boolean ownUser = path.first().equals("UserName") && names.equals(List.of("user/"));
    return List.of(ownUser && !call.userName().isEmpty() ? call.userName() : "*");
  }

  private String whole(String name, Struct request, CallFacts call) {
    if (name.equals("*")) {
      return name;
    }
    String full = name.startsWith("arn:") ? name : filled(base, request) + name;
    return full.indexOf('$') < 0
        ? full
        : full.replace("$user", "user/" + call.userName())
            .replace("$region", call.region())
            .replace("$account", call.account());
  }

  private static String filled(String base, Struct request) {
    int open = base.indexOf('{');
    if (open < 0) {
      return base;
    }
    int close = base.indexOf('}', open);
    List<String> values = MemberPath.parse(base.substring(open + 1, close)).values(request);
    String value = values.isEmpty() ? "*" : values.getFirst();
    return base.substring(0, open) + value + base.substring(close + 1);
  }
}
