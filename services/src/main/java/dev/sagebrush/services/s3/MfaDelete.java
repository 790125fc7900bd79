package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.MfaDevices;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.ServiceException;
import org.jspecify.annotations.Nullable;

/**
 * MFA delete: root of the bucket's account shows a device and a code of it, {@code x-amz-mfa:
 * serial code}.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html">
 * Configuring MFA delete</a>.
 */
final class MfaDelete {

  private final MfaDevices devices;

  MfaDelete(MfaDevices devices) {
    this.devices = devices;
  }

  /** Refuses what takes a code without one, where the bucket is so configured. */
  void require(StoredBucket bucket, @Nullable String header) {
    if (bucket.versioning().mfaDelete()) {
      verify(header);
    }
  }

  /**
   * Refuses without a code.
   *
   * @throws ServiceException {@code AccessDenied}
   */
  void verify(@Nullable String header) {
    int space = header == null ? -1 : header.strip().lastIndexOf(' ');
    if (header == null || space < 0) {
      throw denied("Mfa Authentication must be used for this request");
    }
    Principal principal = Call.current().principal();
    if (principal.kind() != Principal.Kind.ROOT) {
      throw denied("This operation may only be performed by the bucket owner");
    }
    String shown = header.strip();
    String serial = shown.substring(0, space).strip();
    if (!devices.accepts(principal, serial, shown.substring(space + 1))) {
      throw denied("Mfa Authentication failed");
    }
  }

  private static ServiceException denied(String message) {
    return ServiceException.of("AccessDenied", 403, message);
  }
}
