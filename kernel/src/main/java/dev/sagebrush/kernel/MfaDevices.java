package dev.sagebrush.kernel;

/** Checks the codes of devices for multi-factor authentication. */
@FunctionalInterface
public interface MfaDevices {

  /**
   * Whether a code is right for a device that somebody has. A code is right once: the same one does
   * not pass again.
   *
   * @param principal a user or the root of an account
   * @param serial the serial number of the device: the ARN of a virtual one
   * @param code six digits
   */
  boolean accepts(Principal principal, String serial, String code);
}
