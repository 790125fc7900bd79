package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.kms.AlreadyExistsException;
import dev.sagebrush.model.kms.ReplicateKeyRequest;
import dev.sagebrush.model.kms.ReplicateKeyResponse;
import dev.sagebrush.model.kms.UnsupportedOperationException;
import dev.sagebrush.model.kms.UpdatePrimaryRegionRequest;
import dev.sagebrush.store.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Multi-Region keys: one key, with the same id and material, in several Regions; everything else
 * each has for itself. Imported material is imported in each.
 */
final class MultiRegion {

  private final Schema schema;
  private final Keyring keyring;
  private final Materials materials;
  private final Clock clock;

  MultiRegion(Schema schema, Keyring keyring, Materials materials, Clock clock) {
    this.schema = schema;
    this.keyring = keyring;
    this.materials = materials;
    this.clock = clock;
  }

  private static Relatives primary(KeyRow key) {
    Relatives relatives = key.relatives();
    if (relatives == null || key.replica()) {
      throw UnsupportedOperationException.because(
          key.arn() + " is not a multi-Region primary key.");
    }
    if (!key.enabled()) {
      throw Failures.unusable(key);
    }
    return relatives;
  }

  ReplicateKeyResponse replicate(ReplicateKeyRequest request) {
    KeyRow found = keyring.owned(request.keyId(), "ReplicateKey");
    primary(found);
    String region = request.replicaRegion();
    String arn = Arn.of("kms", region, found.account(), "key/" + found.id()).toString();
    String policy =
        request.policy() == null
            ? KeyPolicies.standard(found.account())
            : KeyPolicies.checked(
                request.policy(), arn, found.account(), request.bypassPolicyLockoutSafetyCheck());
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    KeyRow asked =
        found
            .in(region, now)
            .withPolicy(policy)
            .withDescription(request.description() == null ? "" : request.description())
            .withTags(KeyTags.of(request.tags()));
    KeyRow made = schema.tables().write(transaction -> place(transaction, found, asked));
    return ReplicateKeyResponse.builder()
        .replicaKeyMetadata(Descriptions.of(made))
        .replicaPolicy(made.policy())
        .replicaTags(request.tags())
        .build();
  }

  private KeyRow place(Transaction transaction, KeyRow found, KeyRow asked) {
    KeyRow key = keyring.again(transaction, found);
    Relatives relatives = primary(key);
    if (relatives.regions().contains(asked.region())) {
      throw AlreadyExistsException.because(asked.arn() + " already exists.");
    }
    List<String> replicas = new ArrayList<>(relatives.replicas());
    replicas.add(asked.region());
    Relatives grown = new Relatives(relatives.primary(), replicas);
    for (KeyRow each : materials.inRegions(transaction, key, relatives.regions())) {
      schema.put(transaction, each.withRelatives(grown));
    }
    KeyRow replica = asked.withRelatives(grown);
    if (key.external()) {
      replica = replica.withMaterial(null).withStatus(Status.PENDING_IMPORT);
    } else {
      replica = replica.withMaterial(key.material());
      for (MaterialRow material : schema.materials(transaction, key)) {
        MaterialRow copy = material.in(asked.region());
        transaction.put(schema.materials(), copy.row(), copy);
      }
    }
    schema.put(transaction, replica);
    return replica;
  }

  Unit makePrimary(UpdatePrimaryRegionRequest request) {
    KeyRow found = keyring.owned(request.keyId(), "UpdatePrimaryRegion");
    schema.tables().write(transaction -> move(transaction, found, request.primaryRegion()));
    return Unit.VALUE;
  }

  private KeyRow move(Transaction transaction, KeyRow found, String region) {
    KeyRow key = keyring.again(transaction, found);
    Relatives relatives = primary(key);
    if (!relatives.replicas().contains(region)) {
      throw Failures.noKey(Arn.of("kms", region, key.account(), "key/" + key.id()).toString());
    }
    List<String> replicas = new ArrayList<>(relatives.regions());
    replicas.remove(region);
    Relatives moved = new Relatives(region, replicas);
    for (KeyRow each : materials.inRegions(transaction, key, relatives.regions())) {
      Rotation rotation = each.region().equals(region) ? key.rotation() : null;
      schema.put(transaction, each.withRelatives(moved).withRotation(rotation));
    }
    return key;
  }
}
