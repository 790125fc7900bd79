package dev.sagebrush.services.s3;

import dev.sagebrush.model.s3.StorageClass;
import java.util.List;

/**
 * From which storage class a lifecycle may move an object to which: only down, and nothing moves
 * from One Zone-IA to Glacier Instant Retrieval.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html">
 * Transitioning objects using Amazon S3 Lifecycle</a>.
 */
final class Waterfall {

  private static final List<String> DOWN =
      List.of(
          StorageClass.STANDARD,
          StorageClass.STANDARD_IA,
          StorageClass.INTELLIGENT_TIERING,
          StorageClass.ONEZONE_IA,
          StorageClass.GLACIER_IR,
          StorageClass.GLACIER,
          StorageClass.DEEP_ARCHIVE);

  private Waterfall() {}

  static boolean leads(String from, String to) {
    boolean skipped = from.equals(StorageClass.ONEZONE_IA) && to.equals(StorageClass.GLACIER_IR);
    return !skipped && depth(from) < depth(to);
  }

  /** How far down a storage class is; the lowest wins where several moves are due. */
  static int depth(String storageClass) {
    return Math.max(DOWN.indexOf(storageClass), 0);
  }
}
