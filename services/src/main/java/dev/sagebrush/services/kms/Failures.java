package dev.sagebrush.services.kms;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.DisabledException;
import dev.sagebrush.model.kms.DryRunOperationException;
import dev.sagebrush.model.kms.InvalidKeyUsageException;
import dev.sagebrush.model.kms.KMSInvalidStateException;
import dev.sagebrush.model.kms.NotFoundException;
import dev.sagebrush.model.kms.UnsupportedOperationException;
import org.jspecify.annotations.Nullable;

/** Errors that more than one resource answers, in the words of KMS. */
final class Failures {

  private Failures() {}

  static ServiceException noKey(String arn) {
    return NotFoundException.because("Key '" + arn + "' does not exist");
  }

  static ServiceException noAlias(String arn) {
    return NotFoundException.because("Alias " + arn + " is not found.");
  }

  static ServiceException validation(String message) {
    return ServiceException.validation(message);
  }

  static ServiceException invalidState(KeyRow key, String what) {
    return KMSInvalidStateException.because(key.arn() + " is " + what + ".");
  }

  /** A key cannot be worked with in its present state. */
  static ServiceException unusable(KeyRow key) {
    return switch (key.status().state()) {
      case DISABLED -> DisabledException.because(key.arn() + " is disabled.");
      case PENDING_IMPORT -> invalidState(key, "pending import");
      case PENDING_REPLICA_DELETION -> invalidState(key, "pending replica deletion");
      default -> invalidState(key, "pending deletion");
    };
  }

  static ServiceException usage(KeyRow key, String operation) {
    return InvalidKeyUsageException.because(
        key.arn() + " key usage is " + key.usage() + " which is not valid for " + operation + ".");
  }

  static ServiceException origin(KeyRow key) {
    return UnsupportedOperationException.because(
        key.arn() + " origin is " + key.origin() + " which is not valid for this operation.");
  }

  static ServiceException incompatible(String algorithm, KeyRow key) {
    return InvalidKeyUsageException.because(
        "Algorithm " + algorithm + " is incompatible with key spec " + key.spec() + ".");
  }

  /** A key that AWS manages is not its account's to change. */
  static ServiceException managed(KeyRow key, String operation) {
    return ServiceException.of(
        "AccessDeniedException",
        400,
        "kms:" + operation + " is not allowed on " + key.arn() + ", which AWS manages.");
  }

  /** Ends a request that only asks whether it would have succeeded. */
  static void stopIfDry(@Nullable Boolean dryRun) {
    if (Boolean.TRUE.equals(dryRun)) {
      throw DryRunOperationException.because(
          "The request would have succeeded, but the DryRun option is set.");
    }
  }
}
