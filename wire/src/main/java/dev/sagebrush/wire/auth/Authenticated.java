package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.Principal;
import dev.sagebrush.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request whose sender is known.
 *
 * @param principal who sends it; {@link Principal#anonymous()} without a signature
 * @param mechanism how it is signed
 * @param region the region of the credential scope; null when the signature names none (anonymous,
 *     SigV2, SigV4a)
 * @param signingService the service of the credential scope, for example {@code sagemaker}; {@code
 *     s3} for SigV2; null when anonymous
 * @param accessKeyId whose key signed it; null when anonymous
 * @param presigned whether the signature stands in the query
 * @param request the request with its body decoded; reading the body fails with a {@link
 *     dev.sagebrush.wire.WireException} before its end when it is not the body that was signed
 * @param events verifies the events of a signed event stream; null for every other body
 */
public record Authenticated(
    Principal principal,
    Mechanism mechanism,
    @Nullable String region,
    @Nullable String signingService,
    @Nullable String accessKeyId,
    boolean presigned,
    HttpRequest request,
    @Nullable SignatureChain events) {

  /** The ways to sign a request. */
  public enum Mechanism {
    NONE,
    SIGV4,
    SIGV4A,
    SIGV2
  }
}
