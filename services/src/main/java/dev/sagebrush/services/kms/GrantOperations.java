package dev.sagebrush.services.kms;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which operations a grant of a key can name.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/kms/latest/developerguide/grants.html">Grants in
 * KMS</a>, "Grant operations".
 */
final class GrantOperations {

  private static final Set<String> ALWAYS = Set.of("CreateGrant", "RetireGrant", "DescribeKey");
  private static final List<String> DATA_KEYS =
      List.of(
          "GenerateDataKey",
          "GenerateDataKeyWithoutPlaintext",
          "GenerateDataKeyPair",
          "GenerateDataKeyPairWithoutPlaintext");
  private static final List<String> CIPHER =
      List.of("Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo");

  private GrantOperations() {}

  static boolean allowed(KeyRow key, String operation) {
    Set<String> allowed = new HashSet<>(ALWAYS);
    if (key.spec().asymmetric()) {
      allowed.add("GetPublicKey");
    }
    switch (key.usage()) {
      case Spec.ENCRYPT_DECRYPT -> {
        allowed.addAll(CIPHER);
        if (key.spec() == Spec.SYMMETRIC_DEFAULT) {
          allowed.addAll(DATA_KEYS);
        }
      }
      case Spec.SIGN_VERIFY -> allowed.addAll(List.of("Sign", "Verify"));
      case Spec.GENERATE_VERIFY_MAC -> allowed.addAll(List.of("GenerateMac", "VerifyMac"));
      default -> allowed.add("DeriveSharedSecret");
    }
    return allowed.contains(operation);
  }
}
