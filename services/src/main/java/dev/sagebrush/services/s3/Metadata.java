package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.s3.StorageClass;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about an object, kept as given.
 *
 * @param user the {@code x-amz-meta-} headers, names in lower case
 */
record Metadata(
    @Nullable String cacheControl,
    @Nullable String contentDisposition,
    @Nullable String contentEncoding,
    @Nullable String contentLanguage,
    String contentType,
    @Nullable String expires,
    @Nullable String websiteRedirectLocation,
    String storageClass,
    Map<String, String> user) {

  /** What S3 says of content whose type nobody gave. */
  static final String DEFAULT_TYPE = "binary/octet-stream";

  /** What is known of nothing. */
  static final Metadata NONE =
      new Metadata(
          null, null, null, null, DEFAULT_TYPE, null, null, StorageClass.STANDARD, Map.of());

  /** The limit on names and values of user metadata together, in bytes. */
  static final int USER_LIMIT = 2048;

  private static final Set<String> CLASSES =
      Set.of(
          StorageClass.STANDARD,
          StorageClass.REDUCED_REDUNDANCY,
          StorageClass.STANDARD_IA,
          StorageClass.ONEZONE_IA,
          StorageClass.INTELLIGENT_TIERING,
          StorageClass.GLACIER,
          StorageClass.GLACIER_IR,
          StorageClass.DEEP_ARCHIVE);

  /**
   * From the members of a PutObject, CopyObject or CreateMultipartUpload request.
   *
   * @throws ServiceException {@code MetadataTooLarge}, {@code InvalidStorageClass}
   */
  static Metadata of(Struct request) {
    String type = Members.text(request, "ContentType");
    return new Metadata(
        Members.text(request, "CacheControl"),
        Members.text(request, "ContentDisposition"),
        Members.text(request, "ContentEncoding"),
        Members.text(request, "ContentLanguage"),
        type == null || type.isEmpty() ? DEFAULT_TYPE : type,
        Members.text(request, "Expires"),
        Members.text(request, "WebsiteRedirectLocation"),
        storageClass(Members.text(request, "StorageClass")),
        user(Members.value(request, "Metadata")));
  }

  private static String storageClass(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return StorageClass.STANDARD;
    }
    if (!CLASSES.contains(name)) {
      throw ServiceException.of(
          "InvalidStorageClass",
          400,
          "The storage class you specified is not valid",
          Map.of("StorageClassRequested", name));
    }
    return name;
  }

  private static Map<String, String> user(@Nullable Object given) {
    if (!(given instanceof Map<?, ?> map) || map.isEmpty()) {
      return Map.of();
    }
    Map<String, String> user = new TreeMap<>();
    int size = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT);
      String value = String.valueOf(entry.getValue());
      size += name.length() + value.getBytes(StandardCharsets.UTF_8).length;
      user.merge(name, value, (first, second) -> first + "," + second);
    }
    if (size > USER_LIMIT) {
      throw ServiceException.of(
          "MetadataTooLarge",
          400,
          "Your metadata headers exceed the maximum allowed metadata size",
          Map.of("Size", String.valueOf(size), "MaxSizeAllowed", String.valueOf(USER_LIMIT)));
    }
    return user;
  }

  /** With the storage class and redirection of another: those a copy never takes over. */
  Metadata placedAs(Metadata other) {
    return new Metadata(
        cacheControl,
        contentDisposition,
        contentEncoding,
        contentLanguage,
        contentType,
        expires,
        other.websiteRedirectLocation,
        other.storageClass,
        user);
  }

  /** In another storage class. */
  Metadata withStorageClass(String name) {
    return new Metadata(
        cacheControl,
        contentDisposition,
        contentEncoding,
        contentLanguage,
        contentType,
        expires,
        websiteRedirectLocation,
        name,
        user);
  }

  /** Whether S3 gives the content back only after a restore. */
  boolean archived() {
    return storageClass.equals(StorageClass.GLACIER)
        || storageClass.equals(StorageClass.DEEP_ARCHIVE);
  }

  /** The members of a GetObject or HeadObject answer that say it. */
  Map<String, Object> members() {
    Map<String, Object> members = new HashMap<>();
    members.put("ContentType", contentType);
    putIfGiven(members, "CacheControl", cacheControl);
    putIfGiven(members, "ContentDisposition", contentDisposition);
    putIfGiven(members, "ContentEncoding", contentEncoding);
    putIfGiven(members, "ContentLanguage", contentLanguage);
    putIfGiven(members, "Expires", expires);
    putIfGiven(members, "WebsiteRedirectLocation", websiteRedirectLocation);
    if (!storageClass.equals(StorageClass.STANDARD)) {
      members.put("StorageClass", storageClass);
    }
    members.put("Metadata", user);
    return members;
  }

  private static void putIfGiven(Map<String, Object> members, String name, @Nullable String value) {
    if (value != null) {
      members.put(name, value);
    }
  }
}
