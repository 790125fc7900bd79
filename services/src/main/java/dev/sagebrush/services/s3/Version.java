package dev.sagebrush.services.s3;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which version of its key an object is.
 *
 * @param id as clients name it; null for the one that is called {@code null}
 * @param order among the versions of the key, the newest greatest; 0 for an object from before its
 *     bucket kept versions
 * @param marker whether it only says that the key is deleted
 * @param succeeded when a newer version took its place; null while it is the latest
 */
record Version(@Nullable String id, long order, boolean marker, @Nullable Instant succeeded) {

  /** How clients name the version without an id of its own. */
  static final String NULL = "null";

  /** What an object without versions is. */
  static final Version ONLY = new Version(null, 0, false, null);

  Version succeededAt(@Nullable Instant time) {
    return new Version(id, order, marker, time);
  }

  /** How clients name it. */
  String name() {
    return id == null ? NULL : id;
  }
}
