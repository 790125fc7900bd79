package dev.sagebrush.model.access;

import dev.sagebrush.model.Struct;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in a file of actions; the package says how it is written. */
final class ActionFile {

  private String prefix = "";
  private String base = "";
  private String passedTo = "";
  private @Nullable ResourceTemplate every;
  private final List<MemberPath> passed = new ArrayList<>();
  private final List<By> by = new ArrayList<>();
  private final Map<String, List<Line>> lines = new HashMap<>();
  private final ConditionKeys keys = new ConditionKeys();

  /** The resource of operations with a member. */
  record By(String member, ResourceTemplate resource) {}

  /**
   * A permission of an operation.
   *
   * @param condition the member that a request must have for it, or must not; null for every one
   */
  record Line(
      @Nullable MemberPath condition,
      boolean wanted,
      String action,
      @Nullable ResourceTemplate resource) {

    boolean applies(Struct request) {
      return condition == null || condition.present(request) == wanted;
    }
  }

  private ActionFile() {}

  static ActionFile read(String id) {
    String name = "/actions/" + id + ".txt";
    try (InputStream stream = ActionFile.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("there is no model" + name);
      }
      return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static ActionFile parse(String text, String name) {
    ActionFile file = new ActionFile();
    int number = 0;
    for (String line : text.split("\n")) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        try {
          file.line(line.strip().split("\\s+"));
        } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
          throw new IllegalStateException(name + ", line " + number + ": " + line, wrong);
        }
      }
    }
    return file;
  }

  private void line(String[] words) {
    switch (words[0]) {
      case "prefix" -> prefix = words[1];
      case "base" -> base = words[1];
      case "pass" -> {
        passedTo = words[1];
        passed.addAll(paths(words, 2));
      }
      case "by" -> by.add(new By(words[1], new ResourceTemplate(base, words[2])));
      case "every" -> every = new ResourceTemplate(base, words[1]);
      case "key" -> keys.key(words[1], paths(words, 2));
      case "map", "tags" -> keys.family(words[1], words[2], paths(words, 3));
      default -> operation(words);
    }
  }

  private static List<MemberPath> paths(String[] words, int from) {
    List<MemberPath> paths = new ArrayList<>();
    for (int i = from; i < words.length; i++) {
      paths.add(MemberPath.parse(words[i]));
    }
    return paths;
  }

  private void operation(String[] words) {
    int bracket = words[0].indexOf('[');
    String operation = bracket < 0 ? words[0] : words[0].substring(0, bracket);
    MemberPath condition = null;
    boolean wanted = true;
    if (bracket >= 0) {
      String inside = words[0].substring(bracket + 1, words[0].length() - 1);
      wanted = !inside.startsWith("!");
      condition = MemberPath.parse(wanted ? inside : inside.substring(1));
    }
    ResourceTemplate resource = words.length > 2 ? new ResourceTemplate(base, words[2]) : null;
    lines
        .computeIfAbsent(operation, named -> new ArrayList<>())
        .add(new Line(condition, wanted, words[1], resource));
  }

  String prefix() {
    return prefix;
  }

  String passedTo() {
    return passedTo;
  }

  List<MemberPath> passed() {
    return passed;
  }

  List<By> by() {
    return by;
  }

  @Nullable ResourceTemplate every() {
    return every;
  }

  Map<String, List<Line>> lines() {
    return lines;
  }

  ConditionKeys keys() {
    return keys;
  }
}
