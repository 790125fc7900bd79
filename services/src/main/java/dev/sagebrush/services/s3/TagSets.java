package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.Tag;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags of buckets and objects.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">Categorizing
 * your objects using tags</a>: an object has at most 10 tags, a bucket 50; keys of 1 to 128, values
 * of 0 to 256 characters.
 */
final class TagSets {

  private static final int OBJECT_LIMIT = 10;
  private static final int BUCKET_LIMIT = 50;
  private static final String HEADER = "x-amz-tagging";

  private TagSets() {}

  /** The tags of the {@code x-amz-tagging} header: a query string. */
  static Map<String, String> ofHeader(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return Map.of();
    }
    List<Tag> tags = new ArrayList<>();
    for (String pair : header.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      tags.add(Tag.builder().key(decode(key, header)).value(decode(value, header)).build());
    }
    return checked(tags, OBJECT_LIMIT, "Object");
  }

  private static String decode(String text, String header) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Failures.invalidArgument(
          "The header '"
              + HEADER
              + "' shall be encoded as UTF-8 then URLEncoded URL query"
              + " parameters without tag name duplicates.",
          HEADER,
          header);
    }
  }

  /** The tags of an object's tag set. */
  static Map<String, String> ofObject(List<Tag> tags) {
    return checked(tags, OBJECT_LIMIT, "Object");
  }

  /** The tags of a bucket's tag set. */
  static Map<String, String> ofBucket(List<Tag> tags) {
    return checked(tags, BUCKET_LIMIT, "Bucket");
  }

  private static Map<String, String> checked(List<Tag> tags, int limit, String what) {
    if (tags.size() > limit) {
      throw ServiceException.of("BadRequest", 400, what + " tags cannot be greater than " + limit);
    }
    Map<String, String> checked = new LinkedHashMap<>();
    for (Tag tag : tags) {
      String key = tag.key();
      String value = tag.value() == null ? "" : tag.value();
      if (key == null || key.isEmpty() || key.length() > 128 || !plain(key)) {
        throw invalid("The TagKey you have provided is invalid", key);
      }
      if (value.length() > 256 || !plain(value)) {
        throw invalid("The TagValue you have provided is invalid", key);
      }
      if (key.startsWith("aws:")) {
        throw invalid("System tags cannot be added/updated by requester", key);
      }
      if (checked.put(key, value) != null) {
        throw invalid("Cannot provide multiple Tags with the same key", key);
      }
    }
    return checked;
  }

  private static ServiceException invalid(String message, @Nullable String key) {
    return ServiceException.of(
        "InvalidTag", 400, message, key == null ? Map.of() : Map.of("TagKey", key));
  }

  /** Letters, digits, spaces of any script and {@code + - = . _ : / @}. */
  private static boolean plain(String text) {
    return text.codePoints()
        .allMatch(c ->
            Character.isLetterOrDigit(c)
                || Character.isSpaceChar(c)
                || isMark(c)
                || "+-=._:/@".indexOf(c) >= 0);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /** Tags as answers carry them. */
  static List<Tag> list(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
