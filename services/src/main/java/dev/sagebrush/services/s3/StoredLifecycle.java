package dev.sagebrush.services.s3;

import java.util.Map;

/**
 * The lifecycle configuration of a bucket.
 *
 * @param document the rules, as {@link Documents} keeps them
 * @param minimum which objects are too small to be moved between storage classes
 * @param revision of the configuration, the same as in the bucket's row
 * @param indexed whether what was in the bucket before is in {@code s3.due}
 */
record StoredLifecycle(
    Map<String, Object> document, String minimum, String revision, boolean indexed) {

  StoredLifecycle whollyIndexed() {
    return new StoredLifecycle(document, minimum, revision, true);
  }
}
