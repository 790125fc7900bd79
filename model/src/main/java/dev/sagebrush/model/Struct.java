package dev.sagebrush.model;

import org.jspecify.annotations.Nullable;

/**
 * A structure or union of an API: what every generated record is, and what a codec walks.
 *
 * <p>Member values by type: string {@code String}; byte, short and integer {@code Integer}; long
 * {@code Long}; float {@code Float}; double {@code Double}; boolean {@code Boolean}; timestamp
 * {@code Instant}; blob {@code byte[]}, streaming {@link Body}; list {@code List}; map {@code Map}
 * with string keys; structure and union {@code Struct}; event stream {@link EventStream}; document
 * {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean}. A member that is not
 * set is null.
 */
public interface Struct {

  /** What this is a value of. */
  Shape modelShape();

  /** The value of the member with that {@link Member#index() index}; null when it is not set. */
  @Nullable Object memberAt(int index);
}
