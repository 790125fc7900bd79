package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.IncorrectKeyException;
import dev.sagebrush.model.kms.InvalidCiphertextException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encrypts and decrypts under symmetric keys. */
final class SymmetricKeys {

  private final Keyring keyring;
  private final Materials materials;
  private final Ids ids;

  SymmetricKeys(Keyring keyring, Materials materials, Ids ids) {
    this.keyring = keyring;
    this.materials = materials;
    this.ids = ids;
  }

  /** A plaintext, and under which material of which key it was. */
  record Opened(KeyRow key, String material, byte[] plaintext) {}

  byte[] encrypt(KeyRow key, @Nullable Map<String, String> context, byte[] plaintext) {
    return Ciphertext.encrypt(
        key.arn(),
        Materials.currentId(key),
        materials.current(key),
        EncryptionContexts.canonical(context),
        plaintext,
        ids);
  }

  /**
   * Decrypts what {@link #encrypt} made.
   *
   * @param reference the key that the request names, or null
   * @throws ServiceException {@code InvalidCiphertextException}, {@code IncorrectKeyException}, and
   *     what a key that cannot be used is refused with
   */
  Opened decrypt(
      @Nullable String reference,
      byte[] blob,
      @Nullable Map<String, String> context,
      String operation) {
    Ciphertext ciphertext = Ciphertext.read(blob);
    if (ciphertext == null) {
      throw invalid();
    }
    KeyRow key = reference == null ? named(ciphertext) : meant(reference, ciphertext);
    Keyring.usable(key, Spec.ENCRYPT_DECRYPT, operation);
    byte[] material = materials.find(key, ciphertext.material());
    byte[] plaintext =
        material == null
            ? null
            : ciphertext.decrypt(material, EncryptionContexts.canonical(context));
    if (plaintext == null) {
      throw invalid();
    }
    return new Opened(key, ciphertext.material(), plaintext);
  }

  /** The key that a ciphertext says it is of, in the Region of the call. */
  private KeyRow named(Ciphertext ciphertext) {
    Arn arn = Arn.parse(ciphertext.arn());
    String region = Call.current().region();
    boolean here = arn.region().equals(region) || arn.resourceName().startsWith("mrk-");
    KeyRow key = here ? keyring.find(arn.account(), region, arn.resourceName()) : null;
    if (key == null) {
      throw ServiceException.of(
          "AccessDeniedException",
          400,
          "The ciphertext refers to a customer master key that does not exist, does not exist in"
              + " this region, or you are not allowed to access.");
    }
    return key;
  }

  /**
   * The key that a request names, which must be the ciphertext's: the same, a multi-Region relative
   * of it, or, where the ciphertext's is not on this server, one with the same imported material.
   */
  private KeyRow meant(String reference, Ciphertext ciphertext) {
    KeyRow key = keyring.require(reference);
    Arn arn = Arn.parse(ciphertext.arn());
    boolean same =
        arn.account().equals(key.account())
            && arn.resourceName().equals(key.id())
            && (arn.region().equals(key.region()) || key.relatives() != null);
    boolean from =
        !same
            && key.external()
            && keyring.find(arn.account(), arn.region(), arn.resourceName()) == null
            && materials.find(key, ciphertext.material()) != null;
    if (!same && !from) {
      throw incorrect();
    }
    return key;
  }

  static ServiceException invalid() {
    return InvalidCiphertextException.because(null);
  }

  static ServiceException incorrect() {
    return IncorrectKeyException.because(
        "The key ID in the request does not identify a CMK that can perform this operation.");
  }
}
