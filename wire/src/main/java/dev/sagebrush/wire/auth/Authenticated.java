package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.Signature;
import dev.sagebrush.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request whose sender is known.
 *
 * @param principal who sends it; {@link Principal#anonymous()} without a signature
 * @param signature how it is signed; null when it is not
 * @param session what the temporary credentials that signed it carry; null for others
 * @param request the request with its body decoded; reading the body fails with a {@link
 *     dev.sagebrush.model.ServiceException} before its end when it is not the body that was signed
 */
public record Authenticated(
    Principal principal,
    @Nullable Signature signature,
    @Nullable SessionContext session,
    HttpRequest request) {

  /** A request that nobody has signed. */
  static Authenticated anonymous(HttpRequest request) {
    return new Authenticated(Principal.anonymous(), null, null, request);
  }

  /** The region of the credential scope, or null when there is none. */
  public @Nullable String region() {
    return signature == null ? null : signature.region();
  }
}
