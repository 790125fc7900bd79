package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.services.kms.Status.State;
import dev.sagebrush.store.Tables;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A key without its material.
 *
 * @param usage one of {@link Spec#usages}
 * @param origin {@code AWS_KMS} or {@code EXTERNAL}
 * @param managed whether AWS made it for one of its services
 * @param relatives of a multi-Region key; null for any other
 * @param rotation when it rotates by itself; null when it does not. Of a multi-Region key the
 *     primary has it
 * @param material the id of the material it encrypts with; null before any is imported
 * @param expires when the first of its imported materials does, or null
 */
record KeyRow(
    String account,
    String region,
    String id,
    Spec spec,
    String usage,
    String origin,
    boolean managed,
    String description,
    String policy,
    Map<String, String> tags,
    Instant created,
    Status status,
    @Nullable Relatives relatives,
    @Nullable Rotation rotation,
    @Nullable String material,
    @Nullable Instant expires) {

  static final String EXTERNAL = "EXTERNAL";

  String key() {
    return Tables.key(account, region, id);
  }

  String arn() {
    return Arn.of("kms", region, account, "key/" + id).toString();
  }

  boolean external() {
    return origin.equals(EXTERNAL);
  }

  boolean enabled() {
    return status.state() == State.ENABLED;
  }

  /** Whether it is a replica of a key in another Region. */
  boolean replica() {
    return relatives != null && !relatives.primary().equals(region);
  }

  /** When something is to be done about it, or null. */
  @Nullable Instant due() {
    Instant rotates = rotation == null || !enabled() || replica() ? null : rotation.next();
    return Stream.of(rotates, status.deletion(), expires)
        .filter(java.util.Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  KeyRow withDescription(String text) {
    return new KeyRow(
        account, region, id, spec, usage, origin, managed, text, policy, tags, created, status,
        relatives, rotation, material, expires);
  }

  KeyRow withPolicy(String text) {
    return new KeyRow(
        account,
        region,
        id,
        spec,
        usage,
        origin,
        managed,
        description,
        text,
        tags,
        created,
        status,
        relatives,
        rotation,
        material,
        expires);
  }

  KeyRow withTags(Map<String, String> replaced) {
    return new KeyRow(
        account,
        region,
        id,
        spec,
        usage,
        origin,
        managed,
        description,
        policy,
        replaced,
        created,
        status,
        relatives,
        rotation,
        material,
        expires);
  }

  KeyRow withStatus(Status changed) {
    return new KeyRow(
        account,
        region,
        id,
        spec,
        usage,
        origin,
        managed,
        description,
        policy,
        tags,
        created,
        changed,
        relatives,
        rotation,
        material,
        expires);
  }

  KeyRow withRelatives(Relatives changed) {
    return new KeyRow(
        account,
        region,
        id,
        spec,
        usage,
        origin,
        managed,
        description,
        policy,
        tags,
        created,
        status,
        changed,
        rotation,
        material,
        expires);
  }

  KeyRow withRotation(@Nullable Rotation changed) {
    return new KeyRow(
        account,
        region,
        id,
        spec,
        usage,
        origin,
        managed,
        description,
        policy,
        tags,
        created,
        status,
        relatives,
        changed,
        material,
        expires);
  }

  KeyRow withMaterial(@Nullable String current) {
    return new KeyRow(
        account,
        region,
        id,
        spec,
        usage,
        origin,
        managed,
        description,
        policy,
        tags,
        created,
        status,
        relatives,
        rotation,
        current,
        expires);
  }

  KeyRow withExpires(@Nullable Instant first) {
    return new KeyRow(
        account,
        region,
        id,
        spec,
        usage,
        origin,
        managed,
        description,
        policy,
        tags,
        created,
        status,
        relatives,
        rotation,
        material,
        first);
  }

  /** The same key in another Region. */
  KeyRow in(String other, Instant now) {
    return new KeyRow(
        account,
        other,
        id,
        spec,
        usage,
        origin,
        managed,
        description,
        policy,
        tags,
        now,
        status,
        relatives,
        null,
        material,
        null);
  }
}
