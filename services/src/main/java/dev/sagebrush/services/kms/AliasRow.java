package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import java.time.Instant;

/**
 * Another name of a key.
 *
 * @param name with {@code alias/}
 * @param key the id of the key
 */
record AliasRow(
    String account, String region, String name, String key, Instant created, Instant updated) {

  String arn() {
    return Arn.of("kms", region, account, name).toString();
  }
}
