package dev.sagebrush.store;

import org.jspecify.annotations.Nullable;

/** The order of keys: by code point, which is the order of their UTF-8 bytes. */
public final class Keys {

  private Keys() {}

  /** The least key greater than every key that starts with {@code prefix}; null if none is. */
  public static @Nullable String after(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return prefix.substring(0, end) + Character.toString(next);
      }
    }
    return null;
  }
}
