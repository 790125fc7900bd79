package dev.sagebrush.services.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the names in a listing are written: as they are, or so that XML can hold every one. */
enum NameEncoding {
  PLAIN,
  URL;

  /** From the {@code encoding-type} of a request. */
  static NameEncoding of(@Nullable String type) {
    return switch (type) {
      case null -> PLAIN;
      case "url" -> URL;
      default ->
          throw Failures.invalidArgument(
              "Invalid Encoding Method specified in Request", "encoding-type", type);
    };
  }

  @Nullable String encode(@Nullable String name) {
    return name == null || this == PLAIN ? name : percentEncoded(name);
  }

  /** As S3 encodes names: a form's encoding, with slashes left as they are. */
  static String percentEncoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
