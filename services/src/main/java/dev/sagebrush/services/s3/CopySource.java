package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What {@code x-amz-copy-source} names.
 *
 * @param bucket where it is
 * @param key decoded
 * @param version the id of the version; null for the latest
 */
record CopySource(String bucket, String key, @Nullable String version) {

  private static final String HEADER = "x-amz-copy-source";

  /**
   * From the header: bucket, slash, key, in the encoding of a URL; a slash before it and the
   * version behind it may stand.
   */
  static CopySource of(String header) {
    if (header.startsWith("arn:")) {
      throw ServiceException.notImplemented(HEADER + " with an access point");
    }
    String path = header;
    String version = null;
    int query = header.lastIndexOf("?versionId=");
    if (query >= 0) {
      path = header.substring(0, query);
      version = decode(header.substring(query + "?versionId=".length()), header);
    }
    String decoded = decode(path, header);
    int start = decoded.startsWith("/") ? 1 : 0;
    int slash = decoded.indexOf('/', start);
    if (slash <= start || slash == decoded.length() - 1) {
      throw Failures.invalidArgument(
          "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
          HEADER,
          header);
    }
    return new CopySource(decoded.substring(start, slash), decoded.substring(slash + 1), version);
  }

  /** Percent signs only: a plus is a plus. */
  private static String decode(String path, String header) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Failures.invalidArgument("Copy Source must be URL encoded", HEADER, header);
    }
  }
}
