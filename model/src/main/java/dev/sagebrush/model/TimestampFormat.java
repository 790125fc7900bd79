package dev.sagebrush.model;

import org.jspecify.annotations.Nullable;

/** How a timestamp is written. */
public enum TimestampFormat {
  /** {@code 2026-11-20T16:00:00.123Z} (RFC 3339). */
  ISO8601,
  /** {@code Fri, 20 Nov 2026 16:00:00 GMT} (RFC 7231). */
  RFC822,
  /** Seconds since the epoch, with a fraction where there is one. */
  EPOCH;

  static @Nullable TimestampFormat of(@Nullable String name) {
    return switch (name) {
      case null -> null;
      case "iso8601", "date-time" -> ISO8601;
      case "rfc822", "http-date" -> RFC822;
      case "unixTimestamp", "epoch-seconds" -> EPOCH;
      default -> throw new IllegalArgumentException("unknown timestamp format " + name);
    };
  }
}
