package dev.sagebrush.services.kms;

import dev.sagebrush.store.Tables;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a key is made of; a key that has rotated has several.
 *
 * @param id SHA-256 over {@code sagebrush:kms-material} and the material, in hexadecimal: the same
 *     when the same material is imported again
 * @param sealed the secret bytes, or the private key as PKCS #8, sealed; null when the imported
 *     material has expired or was deleted
 * @param publicKey X.509 in base 64, of a key pair
 * @param since when it became, or was made to become, current
 * @param rotation {@code AUTOMATIC} or {@code ON_DEMAND}; null for the first
 * @param state {@code CURRENT}, {@code NON_CURRENT} or {@code PENDING_ROTATION}
 * @param description given when it was imported, or null
 * @param expires when it does, or null
 */
record MaterialRow(
    String account,
    String region,
    String key,
    String id,
    @Nullable String sealed,
    @Nullable String publicKey,
    Instant since,
    @Nullable String rotation,
    String state,
    @Nullable String description,
    @Nullable Instant expires) {

  static final String CURRENT = "CURRENT";
  static final String NON_CURRENT = "NON_CURRENT";
  static final String PENDING_ROTATION = "PENDING_ROTATION";

  String row() {
    return Tables.key(account, region, key, id);
  }

  /** Where it is sealed for: the same in every Region of a multi-Region key. */
  static String context(String account, String key, String id) {
    return "kms.materials/" + account + "/" + key + "/" + id;
  }

  MaterialRow in(String other) {
    return new MaterialRow(
        account, other, key, id, sealed, publicKey, since, rotation, state, description, expires);
  }

  MaterialRow withState(String changed, @Nullable String how, Instant when) {
    return new MaterialRow(
        account, region, key, id, sealed, publicKey, when, how, changed, description, expires);
  }

  MaterialRow withState(String changed) {
    return withState(changed, rotation, since);
  }

  /** Without its secret. */
  MaterialRow gone() {
    return new MaterialRow(
        account, region, key, id, null, publicKey, since, rotation, state, description, null);
  }
}
