package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.model.kms.KeyMetadata;
import dev.sagebrush.model.kms.MultiRegionConfiguration;
import dev.sagebrush.model.kms.MultiRegionKey;
import dev.sagebrush.services.kms.Status.State;
import org.jspecify.annotations.Nullable;

/** Keys as they are shown. */
final class Descriptions {

  private Descriptions() {}

  static KeyMetadata of(KeyRow key) {
    Status status = key.status();
    boolean waits = status.state() == State.PENDING_REPLICA_DELETION;
    KeyMetadata.Builder metadata =
        KeyMetadata.builder()
            .awsAccountId(key.account())
            .keyId(key.id())
            .arn(key.arn())
            .creationDate(key.created())
            .enabled(key.enabled())
            .description(key.description())
            .keyUsage(key.usage())
            .keyState(status.state().text())
            .deletionDate(status.deletion())
            .pendingDeletionWindowInDays(waits ? status.window() : null)
            .origin(key.origin())
            .keyManager(key.managed() ? "AWS" : "CUSTOMER")
            .customerMasterKeySpec(key.spec().name())
            .keySpec(key.spec().name())
            .multiRegion(key.relatives() != null)
            .multiRegionConfiguration(relatives(key));
    if (key.external() && key.material() != null) {
      metadata
          .expirationModel(
              key.expires() == null ? "KEY_MATERIAL_DOES_NOT_EXPIRE" : "KEY_MATERIAL_EXPIRES")
          .validTo(key.expires());
    }
    if (key.spec() == Spec.SYMMETRIC_DEFAULT) {
      metadata.currentKeyMaterialId(key.material());
    }
    var algorithms = key.spec().algorithms(key.usage());
    switch (key.usage()) {
      case Spec.ENCRYPT_DECRYPT -> metadata.encryptionAlgorithms(algorithms);
      case Spec.SIGN_VERIFY -> metadata.signingAlgorithms(algorithms);
      case Spec.GENERATE_VERIFY_MAC -> metadata.macAlgorithms(algorithms);
      default -> metadata.keyAgreementAlgorithms(algorithms);
    }
    return metadata.build();
  }

  private static @Nullable MultiRegionConfiguration relatives(KeyRow key) {
    Relatives relatives = key.relatives();
    return relatives == null
        ? null
        : MultiRegionConfiguration.builder()
            .multiRegionKeyType(key.replica() ? "REPLICA" : "PRIMARY")
            .primaryKey(relative(key, relatives.primary()))
            .replicaKeys(
                relatives.replicas().stream().map(region -> relative(key, region)).toList())
            .build();
  }

  private static MultiRegionKey relative(KeyRow key, String region) {
    String arn = Arn.of("kms", region, key.account(), "key/" + key.id()).toString();
    return MultiRegionKey.builder().arn(arn).region(region).build();
  }
}
