package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.kms.DisableKeyRotationRequest;
import dev.sagebrush.model.kms.EnableKeyRotationRequest;
import dev.sagebrush.model.kms.GetKeyRotationStatusRequest;
import dev.sagebrush.model.kms.GetKeyRotationStatusResponse;
import dev.sagebrush.model.kms.LimitExceededException;
import dev.sagebrush.model.kms.ListKeyRotationsRequest;
import dev.sagebrush.model.kms.ListKeyRotationsResponse;
import dev.sagebrush.model.kms.RotateKeyOnDemandRequest;
import dev.sagebrush.model.kms.RotateKeyOnDemandResponse;
import dev.sagebrush.model.kms.RotationsListEntry;
import dev.sagebrush.model.kms.UnsupportedOperationException;
import dev.sagebrush.store.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rotation: a key gets new material to encrypt with, and keeps the old to decrypt with for ever.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html">Rotate KMS
 * keys</a>.
 */
final class Rotations {

  private static final int YEAR = 365;
  private static final int MOST_ON_DEMAND = 25;
  private static final int PAGE = 100;

  private final Schema schema;
  private final Keyring keyring;
  private final Materials materials;
  private final Pages pages;
  private final Clock clock;

  Rotations(Schema schema, Keyring keyring, Materials materials, Pages pages, Clock clock) {
    this.schema = schema;
    this.keyring = keyring;
    this.materials = materials;
    this.pages = pages;
    this.clock = clock;
  }

  private static KeyRow rotatable(KeyRow key) {
    if (key.spec() != Spec.SYMMETRIC_DEFAULT) {
      throw UnsupportedOperationException.because(
          key.arn() + " is not a symmetric encryption key and cannot be rotated.");
    }
    return key;
  }

  private static KeyRow changeable(KeyRow key) {
    rotatable(key);
    if (!key.enabled()) {
      throw Failures.unusable(key);
    }
    if (key.replica()) {
      throw UnsupportedOperationException.because(
          key.arn() + " is a replica key: rotation is set on its primary key.");
    }
    return key;
  }

  private static KeyRow automatic(KeyRow key) {
    changeable(key);
    if (key.external()) {
      throw Failures.origin(key);
    }
    return key;
  }

  Unit enable(EnableKeyRotationRequest request) {
    Integer asked = request.rotationPeriodInDays();
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    keyring.change(
        keyring.owned(request.keyId(), "EnableKeyRotation"),
        key -> {
          Rotation present = automatic(key).rotation();
          int days = asked != null ? asked : present != null ? present.days() : YEAR;
          boolean kept = present != null && present.days() == days;
          return kept ? key : key.withRotation(new Rotation(days, now).from(now));
        });
    return Unit.VALUE;
  }

  Unit disable(DisableKeyRotationRequest request) {
    keyring.change(
        keyring.owned(request.keyId(), "DisableKeyRotation"),
        key -> automatic(key).withRotation(null));
    return Unit.VALUE;
  }

  GetKeyRotationStatusResponse status(GetKeyRotationStatusRequest request) {
    KeyRow key = keyring.require(request.keyId());
    if (key.status().state() == Status.State.PENDING_IMPORT) {
      throw Failures.unusable(key);
    }
    Rotation rotation = primary(rotatable(key)).rotation();
    boolean runs = rotation != null && key.enabled();
    return GetKeyRotationStatusResponse.builder()
        .keyId(key.arn())
        .keyRotationEnabled(rotation != null && !key.status().ends())
        .rotationPeriodInDays(rotation == null ? null : rotation.days())
        .nextRotationDate(runs && rotation != null ? rotation.next() : null)
        .build();
  }

  private KeyRow primary(KeyRow key) {
    Relatives relatives = key.relatives();
    @Nullable KeyRow primary =
        relatives == null || !key.replica()
            ? key
            : keyring.find(key.account(), relatives.primary(), key.id());
    return primary == null ? key : primary;
  }

  RotateKeyOnDemandResponse rotate(RotateKeyOnDemandRequest request) {
    KeyRow found = keyring.owned(request.keyId(), "RotateKeyOnDemand");
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    schema
        .tables()
        .write(transaction -> {
          KeyRow key = changeable(keyring.again(transaction, found));
          long before =
              schema.materials(transaction, key).stream()
                  .filter(material -> "ON_DEMAND".equals(material.rotation()))
                  .count();
          if (before >= MOST_ON_DEMAND) {
            throw LimitExceededException.because(
                "A key can be rotated on demand " + MOST_ON_DEMAND + " times.");
          }
          return materials.rotate(transaction, key, "ON_DEMAND", now);
        });
    return new RotateKeyOnDemandResponse(found.arn());
  }

  ListKeyRotationsResponse list(ListKeyRotationsRequest request) {
    KeyRow key = rotatable(keyring.require(request.keyId()));
    boolean all = "ALL_KEY_MATERIAL".equals(request.includeKeyMaterial());
    List<MaterialRow> rotations =
        schema.tables().read(view -> schema.materials(view, key)).stream()
            .filter(material -> all || material.rotation() != null)
            .sorted(java.util.Comparator.comparing(Rotations::order))
            .toList();
    Pages.Page<MaterialRow> page =
        pages.of(
            rotations,
            Rotations::order,
            new Pages.Request("rotations/" + key.id(), request.marker(), request.limit(), PAGE));
    return ListKeyRotationsResponse.builder()
        .rotations(page.items().stream().map(material -> entry(key, material)).toList())
        .nextMarker(page.marker())
        .truncated(page.truncated())
        .build();
  }

  private static String order(MaterialRow material) {
    Duration since = Duration.between(Instant.EPOCH, material.since());
    String millis = String.valueOf(since.toMillis() + 1_000_000_000_000_000L);
    return Tables.key(millis, material.id());
  }

  private static RotationsListEntry entry(KeyRow key, MaterialRow material) {
    RotationsListEntry.Builder entry =
        RotationsListEntry.builder()
            .keyId(Arn.parse(key.arn()).resourceName())
            .keyMaterialId(material.id())
            .keyMaterialState(material.state())
            .rotationDate(material.rotation() == null ? null : material.since())
            .rotationType(material.rotation());
    if (key.external()) {
      entry
          .keyMaterialDescription(material.description())
          .importState(material.sealed() == null ? "PENDING_IMPORT" : "IMPORTED")
          .expirationModel(
              material.expires() == null ? "KEY_MATERIAL_DOES_NOT_EXPIRE" : "KEY_MATERIAL_EXPIRES")
          .validTo(material.expires());
    }
    return entry.build();
  }
}
