package dev.sagebrush.kernel;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What protects the master key of a data directory, given from outside of it.
 *
 * @param text the key in base 64, or the passphrase
 */
public record MasterSecret(Kind kind, String text) {

  private static final int KEY_BYTES = 32;

  /** The kinds of secret. */
  public enum Kind {
    KEY,
    PASSPHRASE
  }

  /**
   * The secret of the two settings, of which one at most is not empty; null for none.
   *
   * @throws SettingsException when both are given or the key is none
   */
  static @Nullable MasterSecret of(String key, String passphrase) {
    if (!key.isEmpty() && !passphrase.isEmpty()) {
      throw new SettingsException("give master-key or master-passphrase, not both");
    }
    if (!key.isEmpty()) {
      return new MasterSecret(Kind.KEY, checked(key));
    }
    return passphrase.isEmpty() ? null : new MasterSecret(Kind.PASSPHRASE, passphrase);
  }

  private static String checked(String key) {
    try {
      if (Base64.getDecoder().decode(key).length == KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException notBase64) {
      throw new SettingsException(expected(), notBase64);
    }
    throw new SettingsException(expected());
  }

  private static String expected() {
    return "master-key is " + KEY_BYTES + " bytes in base 64, as of: openssl rand -base64 32";
  }

  /** Does not say the secret. */
  @Override
  public String toString() {
    return "MasterSecret[" + kind + "]";
  }
}
