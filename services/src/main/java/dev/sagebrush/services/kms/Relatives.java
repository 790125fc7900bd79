package dev.sagebrush.services.kms;

import java.util.List;

/**
 * The Regions of a multi-Region key.
 *
 * @param primary the Region of the primary key
 * @param replicas the Regions of the others, in the order they were made
 */
record Relatives(String primary, List<String> replicas) {

  /** Every Region that has one of the keys. */
  List<String> regions() {
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(primary), replicas.stream())
        .toList();
  }
}
