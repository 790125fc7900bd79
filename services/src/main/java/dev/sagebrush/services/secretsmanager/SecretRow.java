package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.store.Tables;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A secret without its values.
 *
 * @param suffix the six characters that end its ARN, so that a secret of the same name made later
 *     is told from it
 * @param kmsKey as it was given; null for the account's {@code aws/secretsmanager}
 * @param accessed the day it was last read, or null
 * @param deleted when its deletion was asked for, or null
 * @param ends when it will be deleted, or null
 * @param policy its resource policy, or null
 * @param rotation how it rotates, or null
 */
record SecretRow(
    String account,
    String region,
    String name,
    String suffix,
    @Nullable String description,
    @Nullable String kmsKey,
    Map<String, String> tags,
    Instant created,
    Instant changed,
    @Nullable Instant accessed,
    @Nullable Instant deleted,
    @Nullable Instant ends,
    @Nullable String policy,
    @Nullable RotationRow rotation) {

  /** The key of its row; without the suffix, so that a name is there once. */
  String key() {
    return Tables.key(account, region, name);
  }

  /** What the keys of its versions begin with. */
  String versions() {
    return Tables.key(account, region, name, suffix, "");
  }

  String arn() {
    return Arn.of("secretsmanager", region, account, "secret:" + name + "-" + suffix).toString();
  }

  /** When something is to be done about it, or null. */
  @Nullable Instant due() {
    Instant rotates = rotation == null || ends != null ? null : rotation.next();
    return Stream.of(rotates, ends)
        .filter(java.util.Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  SecretRow described(@Nullable String text, @Nullable String key, Instant now) {
    return new SecretRow(
        account, region, name, suffix, text, key, tags, created, now, accessed, deleted, ends,
        policy, rotation);
  }

  SecretRow tagged(Map<String, String> replaced, Instant now) {
    return new SecretRow(
        account,
        region,
        name,
        suffix,
        description,
        kmsKey,
        replaced,
        created,
        now,
        accessed,
        deleted,
        ends,
        policy,
        rotation);
  }

  SecretRow changed(Instant now) {
    return tagged(tags, now);
  }

  SecretRow accessed(Instant day) {
    return new SecretRow(
        account,
        region,
        name,
        suffix,
        description,
        kmsKey,
        tags,
        created,
        changed,
        day,
        deleted,
        ends,
        policy,
        rotation);
  }

  SecretRow ending(@Nullable Instant asked, @Nullable Instant end) {
    return new SecretRow(
        account,
        region,
        name,
        suffix,
        description,
        kmsKey,
        tags,
        created,
        changed,
        accessed,
        asked,
        end,
        policy,
        rotation);
  }

  SecretRow withPolicy(@Nullable String document) {
    return new SecretRow(
        account,
        region,
        name,
        suffix,
        description,
        kmsKey,
        tags,
        created,
        changed,
        accessed,
        deleted,
        ends,
        document,
        rotation);
  }

  SecretRow withRotation(@Nullable RotationRow other) {
    return new SecretRow(
        account,
        region,
        name,
        suffix,
        description,
        kmsKey,
        tags,
        created,
        changed,
        accessed,
        deleted,
        ends,
        policy,
        other);
  }
}
