package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.kernel.Credentials.Credential;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds the credential of a request and checks that it may be used now. */
record Keys(Credentials credentials) {

  /**
   * The credential.
   *
   * @param token the session token the request carries, or null
   * @throws dev.sagebrush.model.ServiceException when there is no such key, its token is another,
   *     or it has expired
   */
  Credential find(ErrorFamily family, String accessKeyId, @Nullable String token, Instant now) {
    Credential credential = credentials.find(accessKeyId);
    if (credential == null) {
      throw AuthErrors.unknownKey(family, accessKeyId);
    }
    String expected = credential.sessionToken();
    if (expected != null && token == null) {
      throw AuthErrors.unknownKey(family, accessKeyId);
    }
    if (token != null && (expected == null || !Crypto.same(expected, token))) {
      throw AuthErrors.wrongToken(family, accessKeyId);
    }
    Instant expires = credential.expires();
    if (expires != null && !now.isBefore(expires)) {
      throw AuthErrors.expiredToken(family);
    }
    return credential;
  }
}
