package dev.sagebrush.services.kms;

import dev.sagebrush.store.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A grant.
 *
 * @param key the id of the key
 * @param issuer the account that made it
 * @param contextEquals the encryption context it is bound to, or null
 * @param contextSubset what the encryption context must hold, or null
 */
record GrantRow(
    String account,
    String region,
    String key,
    String id,
    @Nullable String name,
    String grantee,
    @Nullable String retiring,
    List<String> operations,
    @Nullable Map<String, String> contextEquals,
    @Nullable Map<String, String> contextSubset,
    String issuer,
    Instant created) {

  String row() {
    return Tables.key(account, region, key, id);
  }

  /** Whether the other grants the same under the same name. */
  boolean same(GrantRow other) {
    GrantRow dressed =
        new GrantRow(
            account,
            region,
            key,
            other.id,
            name,
            grantee,
            retiring,
            operations,
            contextEquals,
            contextSubset,
            issuer,
            other.created);
    return name != null && dressed.equals(other);
  }
}
