package dev.sagebrush.model;

/** The kinds of shape an API model is made of. */
public enum ShapeType {
  STRUCTURE,
  LIST,
  MAP,
  STRING,
  BYTE,
  SHORT,
  INTEGER,
  LONG,
  FLOAT,
  DOUBLE,
  BIG_INTEGER,
  BIG_DECIMAL,
  BOOLEAN,
  BLOB,
  TIMESTAMP,
  DOCUMENT;

  static ShapeType of(String name, boolean document) {
    if (document) {
      return DOCUMENT;
    }
    return switch (name) {
      case "structure" -> STRUCTURE;
      case "list" -> LIST;
      case "map" -> MAP;
      case "string", "character" -> STRING;
      case "byte" -> BYTE;
      case "short" -> SHORT;
      case "integer" -> INTEGER;
      case "long" -> LONG;
      case "float" -> FLOAT;
      case "double" -> DOUBLE;
      case "biginteger" -> BIG_INTEGER;
      case "bigdecimal" -> BIG_DECIMAL;
      case "boolean" -> BOOLEAN;
      case "blob" -> BLOB;
      case "timestamp" -> TIMESTAMP;
      default -> throw new IllegalArgumentException("unknown shape type " + name);
    };
  }
}
