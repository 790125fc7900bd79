package dev.sagebrush.services.logs;

import java.nio.charset.StandardCharsets;

/**
 * One line. Its time is part of its key.
 *
 * @param ingested when it came, in milliseconds since the epoch
 * @param message never empty
 */
record StoredEvent(long ingested, String message) {

  /** What AWS counts for an event beside its message, in bytes. */
  static final int OVERHEAD = 26;

  static long size(String message) {
    return message.getBytes(StandardCharsets.UTF_8).length + (long) OVERHEAD;
  }
}
