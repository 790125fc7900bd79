package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of an object.
 *
 * @param first offset of the first byte
 * @param length in bytes, at least 1
 */
record ByteRange(long first, long length) {

  /**
   * What a {@code Range} header asks for. As RFC 9110 §14.2 has it, a header that is malformed, of
   * another unit or of several ranges (S3 serves one) asks for everything.
   *
   * @return null for the whole object
   * @throws ServiceException {@code InvalidRange} when no byte of the object is in it
   */
  static @Nullable ByteRange of(@Nullable String header, long size) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    if (!text.regionMatches(true, 0, "bytes=", 0, 6)) {
      return null;
    }
    String range = text.substring(6).strip();
    int dash = range.indexOf('-');
    if (dash < 0) {
      return null;
    }
    long from = number(range, 0, dash);
    long to = number(range, dash + 1, range.length());
    if (from == MALFORMED || to == MALFORMED || from == ABSENT && to == ABSENT) {
      return null;
    }
    if (from == ABSENT) {
      return of(Math.max(0, size - to), to == 0 ? 0 : Math.min(size, to), header, size);
    }
    if (to != ABSENT && to < from) {
      return null;
    }
    long end = to == ABSENT ? size : Math.min(size, to + 1);
    return of(from, end - from, header, size);
  }

  private static ByteRange of(long first, long length, String header, long size) {
    if (length <= 0) {
      throw ServiceException.of(
          "InvalidRange",
          416,
          "The requested range is not satisfiable",
          Map.of("RangeRequested", header, "ActualObjectSize", String.valueOf(size)));
    }
    return new ByteRange(first, length);
  }

  private static final long ABSENT = -1;
  private static final long MALFORMED = -2;

  /** Digits as a number, as much as a long holds of it, less one so that one can be added. */
  private static long number(String text, int start, int end) {
    if (start == end) {
      return ABSENT;
    }
    long number = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return MALFORMED;
      }
      number = number > (Long.MAX_VALUE - 10) / 10 ? Long.MAX_VALUE - 1 : number * 10 + digit;
    }
    return number;
  }

  /** {@code Content-Range} of an answer with this stretch. */
  String header(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
