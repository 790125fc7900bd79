package dev.sagebrush.kernel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds the secret that belongs to an access key id, to check a signature with. */
public interface Credentials {

  /**
   * The credential of an access key id, or null when no such key exists (or it is inactive).
   *
   * @param accessKeyId as the request names it
   */
  @Nullable Credential find(String accessKeyId);

  /**
   * One pair of keys.
   *
   * @param secret the secret access key
   * @param sessionToken the token a request must carry, or null for long-term keys
   * @param expires when a temporary credential ends, or null
   * @param principal whom it stands for
   * @param session what a temporary credential carries beside it, or null
   */
  record Credential(
      String secret,
      @Nullable String sessionToken,
      @Nullable Instant expires,
      Principal principal,
      @Nullable SessionContext session) {

    /** A pair of keys that does not expire. */
    public static Credential longTerm(String secret, Principal principal) {
      return new Credential(secret, null, null, principal, null);
    }
  }
}
