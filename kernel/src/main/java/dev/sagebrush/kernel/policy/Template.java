package dev.sagebrush.kernel.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value of a policy: text, wildcards where they mean something, and variables. What a variable
 * stands for is taken as it is: a wildcard in it is a character like others.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">IAM
 * policy elements: Variables and tags</a>. A variable whose key the request lacks, or has several
 * values for, makes the value like nothing: what must be equal is not, what must differ does.
 */
final class Template {

  private static final Pattern DEFAULT = Pattern.compile("([^,]*),\\s*'([^']*)'\\s*");

  private sealed interface Part {}

  private record Text(String text) implements Part {}

  private record Wildcard(char character) implements Part {}

  private record Variable(String key, @Nullable String fallback) implements Part {}

  private final List<Part> parts;
  private final @Nullable Glob constant;

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
    boolean constant = parts.stream().noneMatch(part -> part instanceof Variable);
    this.constant = constant ? build(key -> List.of()) : null;
  }

  /**
   * Reads one.
   *
   * @param variables whether variables mean something, as they do from version 2012-10-17 on
   * @param wildcards whether wildcards do
   */
  static Template of(String value, boolean variables, boolean wildcards) {
    return split(value, variables, wildcards, 1).getFirst();
  }

  /** Reads the parts of an ARN: at most {@code limit}, separated by colons outside of variables. */
  static List<Template> split(String value, boolean variables, boolean wildcards, int limit) {
    List<Template> templates = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      char c = value.charAt(at);
      int close = variables && value.startsWith("${", at) ? value.indexOf('}', at) : -1;
      if (close > 0) {
        String name = value.substring(at + 2, close);
        if (name.equals("*") || name.equals("?") || name.equals("$")) {
          text.append(name);
        } else {
          flush(text, parts);
          parts.add(variable(name));
        }
        at = close + 1;
        continue;
      }
      if (wildcards && (c == '*' || c == '?')) {
        flush(text, parts);
        parts.add(new Wildcard(c));
      } else if (c == ':' && templates.size() < limit - 1) {
        flush(text, parts);
        templates.add(new Template(parts));
        parts.clear();
      } else {
        text.append(c);
      }
      at++;
    }
    flush(text, parts);
    templates.add(new Template(parts));
    return templates;
  }

  private static void flush(StringBuilder text, List<Part> parts) {
    if (!text.isEmpty()) {
      parts.add(new Text(text.toString()));
      text.setLength(0);
    }
  }

  private static Variable variable(String name) {
    Matcher fallback = DEFAULT.matcher(name);
    return fallback.matches()
        ? new Variable(key(fallback.group(1)), fallback.group(2))
        : new Variable(key(name), null);
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether it is the same for every request and has no wildcard. */
  boolean isLiteral() {
    return constant != null && constant.isLiteral();
  }

  /** The text that it begins with, whatever the request. */
  String head() {
    return parts.isEmpty() || !(parts.getFirst() instanceof Text text) ? "" : text.text();
  }

  /** What it is for a request; null when a variable has no value. */
  @Nullable Glob resolve(RequestContext context) {
    return constant != null ? constant : build(context);
  }

  private @Nullable Glob build(RequestContext context) {
    Glob.Builder builder = new Glob.Builder();
    for (Part part : parts) {
      switch (part) {
        case Text(String text) -> builder.literal(text);
        case Wildcard(char character) -> builder.wildcard(character);
        case Variable(String key, String fallback) -> {
          List<String> values = context.values(key);
          String value = values.size() == 1 ? values.getFirst() : fallback;
          if (value == null) {
            return null;
          }
          builder.literal(value);
        }
      }
    }
    return builder.build();
  }
}
