package dev.sagebrush.kernel;

import dev.sagebrush.kernel.InvalidTagsException.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The rules that tags follow everywhere: at most 50, keys of 1 to 128 characters, values of 0 to
 * 256, letters, digits, spaces and {@code _.:/=+-@}, no key beginning with {@code aws:}.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html">Best
 * practices and strategies, "Tag naming limits and requirements"</a>.
 */
public final class Tags {

  private static final int MOST = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  private Tags() {}

  /**
   * A service's list of tags as a map in its order, checked.
   *
   * @throws InvalidTagsException when a rule is broken or a key comes twice
   */
  public static <T> Map<String, String> of(
      Collection<T> tags, Function<T, String> key, Function<T, String> value) {
    Map<String, String> map = new LinkedHashMap<>();
    for (T tag : tags) {
      if (map.put(key.apply(tag), value.apply(tag)) != null) {
        throw new InvalidTagsException(
            Problem.DUPLICATE_KEY, key.apply(tag), "Duplicate tag key: " + key.apply(tag));
      }
    }
    check(map);
    return map;
  }

  /**
   * Checks the whole set of a resource's tags.
   *
   * @throws InvalidTagsException when a rule is broken
   */
  public static void check(Map<String, String> tags) {
    if (tags.size() > MOST) {
      throw new InvalidTagsException(
          Problem.TOO_MANY, "", "A resource has at most " + MOST + " tags, not " + tags.size());
    }
    tags.forEach(Tags::check);
  }

  private static void check(String key, String value) {
    int keyLength = key.codePointCount(0, key.length());
    if (keyLength < 1 || keyLength > LONGEST_KEY) {
      throw new InvalidTagsException(
          Problem.KEY_LENGTH, key, "A tag key has 1 to " + LONGEST_KEY + " characters: " + key);
    }
    if (value.codePointCount(0, value.length()) > LONGEST_VALUE) {
      throw new InvalidTagsException(
          Problem.VALUE_LENGTH,
          key,
          "A tag value has at most " + LONGEST_VALUE + " characters: tag " + key);
    }
    if (!allowed(key) || !allowed(value)) {
      throw new InvalidTagsException(
          Problem.CHARACTERS,
          key,
          "A tag holds letters, digits, spaces and _.:/=+-@ only: tag " + key);
    }
    if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
      throw new InvalidTagsException(
          Problem.RESERVED_PREFIX, key, "Tag keys starting with aws: are reserved: " + key);
    }
  }

  private static boolean allowed(String text) {
    return text.codePoints()
        .allMatch(c ->
            Character.isLetterOrDigit(c) || Character.isSpaceChar(c) || "_.:/=+-@".indexOf(c) >= 0);
  }

  /**
   * The tags after {@code added} have been put on a resource that has {@code present}: equal keys
   * get the new value.
   *
   * @throws InvalidTagsException when the result breaks a rule
   */
  public static Map<String, String> merge(Map<String, String> present, Map<String, String> added) {
    Map<String, String> merged = new LinkedHashMap<>(present);
    merged.putAll(added);
    check(merged);
    return merged;
  }

  /** The tags without some keys; keys that are not there are ignored. */
  public static Map<String, String> without(
      Map<String, String> present, Collection<String> removed) {
    Map<String, String> rest = new LinkedHashMap<>(present);
    removed.forEach(rest::remove);
    return rest;
  }
}
