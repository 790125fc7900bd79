package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.ServiceException;

/**
 * A place in S3.
 *
 * @param key an object's key or a prefix of several; may be empty
 */
record S3Uri(String bucket, String key) {

  private static final String SCHEME = "s3://";

  /**
   * Reads {@code s3://bucket/key}.
   *
   * @throws ServiceException {@code ValidationException} for anything else
   */
  static S3Uri parse(String text) {
    int slash = text.indexOf('/', SCHEME.length());
    String bucket =
        text.startsWith(SCHEME)
            ? text.substring(SCHEME.length(), slash < 0 ? text.length() : slash)
            : "";
    if (bucket.isEmpty()) {
      throw Refusals.invalid("The S3 URI " + text + " must have the form s3://bucket/prefix.");
    }
    return new S3Uri(bucket, slash < 0 ? "" : text.substring(slash + 1));
  }

  /** This as a folder, with a name in it. */
  S3Uri resolve(String name) {
    String folder = key.isEmpty() || key.endsWith("/") ? key : key + "/";
    return new S3Uri(bucket, folder + name);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
