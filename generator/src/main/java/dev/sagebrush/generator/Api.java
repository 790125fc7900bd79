package dev.sagebrush.generator;

import java.util.Map;

/** One model and the Java names that follow from it. */
record Api(String id, Map<String, Object> root) {

  Map<String, Object> shapes() {
    return Json.object(root, "shapes");
  }

  Map<String, Object> operations() {
    return Json.object(root, "operations");
  }

  Map<String, Object> metadata() {
    return Json.object(root, "metadata");
  }

  Map<String, Object> shape(String name) {
    return Json.object(shapes(), name);
  }

  String service() {
    return Names.service(Json.text(metadata(), "serviceId"));
  }

  String javaPackage() {
    return "dev.sagebrush.model." + Names.javaPackage(id);
  }

  String typeName(String shape) {
    return Names.type(shape, service());
  }

  /** The Java type of a member that refers to {@code shape}. */
  String javaType(String name, boolean streaming) {
    Map<String, Object> shape = shape(name);
    if (Json.flag(shape, "document")) {
      return "java.lang.Object";
    }
    return switch (Json.text(shape, "type")) {
      case "structure" ->
          Json.flag(shape, "eventstream")
              ? "dev.sagebrush.model.EventStream<" + typeName(name) + ">"
              : typeName(name);
      case "list" -> "java.util.List<" + elementType(shape, "member") + ">";
      case "map" -> "java.util.Map<java.lang.String, " + elementType(shape, "value") + ">";
      case "string", "character" -> "java.lang.String";
      case "integer", "short", "byte" -> "java.lang.Integer";
      case "long" -> "java.lang.Long";
      case "float" -> "java.lang.Float";
      case "double" -> "java.lang.Double";
      case "boolean" -> "java.lang.Boolean";
      case "timestamp" -> "java.time.Instant";
      case "blob" ->
          streaming || Json.flag(shape, "streaming") ? "dev.sagebrush.model.Body" : "byte[]";
      default -> throw new IllegalArgumentException(id + ":" + name + ": " + shape);
    };
  }

  private String elementType(Map<String, Object> shape, String name) {
    return javaType(Json.text(Json.object(shape, name), "shape"), false);
  }
}
