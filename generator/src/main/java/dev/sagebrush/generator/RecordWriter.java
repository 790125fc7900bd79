package dev.sagebrush.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the record of one structure, with its builder. */
final class RecordWriter {

  private record Component(String name, String type) {}

  private final Api api;
  private final String shapeName;
  private final Map<String, Object> shape;
  private final String type;
  private final List<Component> components = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();

  private RecordWriter(Api api, String shapeName) {
    this.api = api;
    this.shapeName = shapeName;
    this.shape = api.shape(shapeName);
    this.type = api.typeName(shapeName);
    Map<String, Object> members = Json.object(shape, "members");
    for (String member : members.keySet()) {
      Map<String, Object> facts = Json.object(members, member);
      boolean streaming = Json.flag(facts, "streaming");
      components.add(
          new Component(
              Names.component(member), api.javaType(Json.text(facts, "shape"), streaming)));
    }
  }

  static String source(Api api, String shapeName) {
    RecordWriter writer = new RecordWriter(api, shapeName);
    writer.write();
    return writer.out.toString();
  }

  private void write() {
    line("package " + api.javaPackage() + ";");
    line("");
    line("/** {@code " + shapeName + "} of " + Json.text(api.metadata(), "serviceId") + ". */");
    line("public record " + type + "(" + header() + ")");
    line("    implements dev.sagebrush.model.Struct {");
    line("  public static final dev.sagebrush.model.Shape SHAPE =");
    line("      " + api.service() + "Api.API.shape(\"" + shapeName + "\");");
    ofMembers();
    line("  @Override public dev.sagebrush.model.Shape modelShape() { return SHAPE; }");
    memberAt();
    if (Json.flag(shape, "exception")) {
      error();
    }
    builder();
    line("}");
  }

  private String header() {
    List<String> parts = components.stream().map(c -> c.type() + " " + c.name()).toList();
    return String.join(", ", parts);
  }

  private void ofMembers() {
    line("  /** From values by member index. */");
    line("  public static " + type + " ofMembers(java.lang.Object[] v) {");
    List<String> values = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      values.add("(" + components.get(i).type() + ") v[" + i + "]");
    }
    line("    return new " + type + "(" + String.join(", ", values) + ");");
    line("  }");
  }

  private void memberAt() {
    line("  @Override public java.lang.Object memberAt(int index) {");
    if (components.isEmpty()) {
      line("    throw new java.lang.IndexOutOfBoundsException(index);");
      line("  }");
      return;
    }
    line("    return switch (index) {");
    for (int i = 0; i < components.size(); i++) {
      line("      case " + i + " -> " + components.get(i).name() + ";");
    }
    line("      default -> throw new java.lang.IndexOutOfBoundsException(index);");
    line("    };");
    line("  }");
  }

  private void error() {
    int message = -1;
    for (int i = 0; i < components.size(); i++) {
      if (components.get(i).name().equals("message")) {
        message = i;
      }
    }
    line("  /** This error, to be thrown, that says {@code message}. */");
    line("  public static dev.sagebrush.model.ServiceException because(String message) {");
    line("    java.lang.Object[] v = new java.lang.Object[" + components.size() + "];");
    if (message >= 0) {
      line("    v[" + message + "] = message;");
    }
    line("    return dev.sagebrush.model.ServiceException.of(ofMembers(v), message);");
    line("  }");
    line("  /** This error, to be thrown. */");
    line("  public dev.sagebrush.model.ServiceException exception() {");
    String text = message >= 0 ? components.get(message).name() : "null";
    line("    return dev.sagebrush.model.ServiceException.of(this, " + text + ");");
    line("  }");
  }

  private void builder() {
    line("  /** A new builder with nothing set. */");
    line("  public static Builder builder() {");
    line("    return new Builder(new java.lang.Object[" + components.size() + "]);");
    line("  }");
    line("  /** A builder with everything set as here. */");
    line("  public Builder toBuilder() {");
    List<String> names = components.stream().map(Component::name).toList();
    line("    return new Builder(new java.lang.Object[] {" + String.join(", ", names) + "});");
    line("  }");
    line("  /** Collects members. */");
    line("  public static final class Builder {");
    line("    private final java.lang.Object[] v;");
    line("    private Builder(java.lang.Object[] v) { this.v = v; }");
    for (int i = 0; i < components.size(); i++) {
      Component c = components.get(i);
      line("    public Builder " + c.name() + "(" + c.type() + " value) {");
      line("      v[" + i + "] = value; return this;");
      line("    }");
    }
    line("    /** The record. */");
    line("    public " + type + " build() { return ofMembers(v); }");
    line("  }");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
