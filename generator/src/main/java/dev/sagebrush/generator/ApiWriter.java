package dev.sagebrush.generator;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes the table of operations and the constants of enumerations. */
final class ApiWriter {

  private ApiWriter() {}

  /** {@code <Service>Api}: the API and a constant per operation. */
  static String table(Api api) {
    StringBuilder out = new StringBuilder();
    String name = api.service() + "Api";
    out.append("package ").append(api.javaPackage()).append(";\n\n");
    out.append("/** The operations of ")
        .append(Json.text(api.metadata(), "serviceFullName"))
        .append(". */\npublic final class ")
        .append(name)
        .append(" {\n  private ")
        .append(name)
        .append("() {}\n");
    out.append("  public static final dev.sagebrush.model.Api API =\n")
        .append("      dev.sagebrush.model.Api.generated(")
        .append(literal(api.metadata()))
        .append(", \"")
        .append(api.id())
        .append("\", \"")
        .append(api.javaPackage())
        .append("\");\n");
    for (String operation : api.operations().keySet()) {
      Map<String, Object> facts = Json.object(api.operations(), operation);
      out.append("  public static final dev.sagebrush.model.Operation<")
          .append(unitOr(api, facts, "input"))
          .append(", ")
          .append(unitOr(api, facts, "output"))
          .append("> ")
          .append(Names.constant(operation))
          .append(" =\n      API.operation(\"")
          .append(operation)
          .append("\");\n");
    }
    return out.append("}\n").toString();
  }

  /** The values of an enumeration as string constants. */
  static String constants(Api api, String shape) {
    StringBuilder out = new StringBuilder();
    String type = api.typeName(shape);
    out.append("package ").append(api.javaPackage()).append(";\n\n");
    out.append("/** The values of {@code ").append(shape).append("}. */\n");
    out.append("public final class ").append(type).append(" {\n  private ");
    out.append(type).append("() {}\n");
    List<String> values = Json.texts(api.shape(shape), "enum");
    for (String value : values) {
      String constant = Names.constant(value);
      boolean taken =
          values.stream().filter(other -> Names.constant(other).equals(constant)).count() > 1
              && !value.equals(first(values, constant));
      if (!taken) {
        out.append("  public static final String ")
            .append(constant)
            .append(" = ")
            .append(quoted(value))
            .append(";\n");
      }
    }
    return out.append("}\n").toString();
  }

  private static String first(List<String> values, String constant) {
    return values.stream()
        .filter(value -> Names.constant(value).equals(constant))
        .findFirst()
        .orElseThrow();
  }

  private static String unitOr(Api api, Map<String, Object> operation, String side) {
    String shape = Json.text(Json.object(operation, side), "shape");
    return shape.isEmpty() ? "dev.sagebrush.model.Unit" : api.typeName(shape);
  }

  private static String literal(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        StringJoiner entries = new StringJoiner(", ", "java.util.Map.ofEntries(", ")");
        map.forEach((key, item) ->
            entries.add(
                "java.util.Map.entry(" + quoted(key.toString()) + ", " + literal(item) + ")"));
        yield entries.toString();
      }
      case List<?> list -> {
        StringJoiner items = new StringJoiner(", ", "java.util.List.of(", ")");
        list.forEach(item -> items.add(literal(item)));
        yield items.toString();
      }
      case String text -> quoted(text);
      default -> value.toString();
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
