package dev.sagebrush.services.s3;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an object, in their order.
 *
 * @param parts at most 10,000
 */
record Layout(List<Part> parts) {

  /**
   * One part.
   *
   * @param number the client's, ascending, not necessarily dense
   * @param blob the content; null for a part without any
   * @param size in bytes
   * @param checksum in base 64; null when the upload asked for none
   */
  record Part(int number, @Nullable String blob, long size, @Nullable String checksum) {}
}
