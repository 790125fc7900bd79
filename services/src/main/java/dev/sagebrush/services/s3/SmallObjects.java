package dev.sagebrush.services.s3;

import dev.sagebrush.model.s3.StorageClass;
import java.util.Set;

/**
 * Which objects are too small to be worth moving: those under 128 KiB, unless a rule names a size.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html">
 * Transitioning objects using Amazon S3 Lifecycle</a>.
 */
final class SmallObjects {

  /** They stay whatever the storage class. */
  static final String ALL = "all_storage_classes_128K";

  /** They stay unless the storage class is an archive. */
  static final String VARIES = "varies_by_storage_class";

  private static final long LEAST = 128 << 10;
  private static final Set<String> ARCHIVES =
      Set.of(StorageClass.GLACIER, StorageClass.DEEP_ARCHIVE);

  private SmallObjects() {}

  static boolean move(String minimum, long size, String to) {
    return size >= LEAST || minimum.equals(VARIES) && ARCHIVES.contains(to);
  }
}
