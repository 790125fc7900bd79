package dev.sagebrush.model;

import org.jspecify.annotations.Nullable;

/** Where in an HTTP message a member travels. */
public enum Location {
  /** In the document that is the body. */
  BODY,
  /** One header field. */
  HEADER,
  /** A map: every header field whose name starts with the member's location name. */
  HEADERS,
  /** A label of the path. */
  URI,
  /** A query parameter, or for a map all of them. */
  QUERY,
  /** The status code of the answer. */
  STATUS;

  static Location of(@Nullable String name) {
    return switch (name) {
      case null -> BODY;
      case "header" -> HEADER;
      case "headers" -> HEADERS;
      case "uri" -> URI;
      case "querystring" -> QUERY;
      case "statusCode" -> STATUS;
      default -> throw new IllegalArgumentException("unknown location " + name);
    };
  }
}
