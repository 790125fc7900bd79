package dev.sagebrush.services.s3;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The restore of an archived object.
 *
 * @param tier by which it was asked for
 * @param ready when the content can be read
 * @param until when the restored copy goes; null when the object itself moves back for good
 */
record Restored(String tier, Instant ready, @Nullable Instant until) {

  /** Whether it is still under way. */
  boolean ongoing(Instant now) {
    return now.isBefore(ready);
  }

  /** Whether the content can be read. */
  boolean readable(Instant now) {
    return !ongoing(now) && (until == null || now.isBefore(until));
  }
}
