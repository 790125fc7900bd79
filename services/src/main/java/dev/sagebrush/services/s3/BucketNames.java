package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import java.util.List;
import java.util.Map;

/**
 * What a bucket may be called.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">General
 * purpose bucket naming rules</a>.
 */
final class BucketNames {

  private static final List<String> RESERVED_STARTS = List.of("xn--", "sthree-", "amzn-s3-demo-");
  private static final List<String> RESERVED_ENDS =
      List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

  private BucketNames() {}

  /**
   * Refuses a name that S3 refuses.
   *
   * @throws ServiceException {@code InvalidBucketName}
   */
  static void check(String name) {
    boolean valid =
        name.length() >= 3
            && name.length() <= 63
            && name.chars().allMatch(BucketNames::allowed)
            && letterOrDigit(name.charAt(0))
            && letterOrDigit(name.charAt(name.length() - 1))
            && !name.contains("..")
            && !looksLikeAddress(name)
            && RESERVED_STARTS.stream().noneMatch(name::startsWith)
            && RESERVED_ENDS.stream().noneMatch(name::endsWith);
    if (!valid) {
      throw ServiceException.of(
          "InvalidBucketName",
          400,
          "The specified bucket is not valid.",
          Map.of("BucketName", name));
    }
  }

  private static boolean allowed(int c) {
    return letterOrDigit(c) || c == '-' || c == '.';
  }

  private static boolean letterOrDigit(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }

  /** Four numbers between dots, whatever their size. */
  private static boolean looksLikeAddress(String name) {
    int dots = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return dots == 3;
  }
}
