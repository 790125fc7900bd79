package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.VirtualHost;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells who sends a request, and gives it the body its client meant. Safe for many threads. */
public final class Authenticator {

  private final AuthLimits limits;
  private final SigV4Verifier sigV4;
  private final SigV2Verifier sigV2;
  private final FormVerifier forms;

  /**
   * An authenticator.
   *
   * @param credentials knows the keys
   * @param clock the time against which signatures and tokens expire
   * @param hosts tells buckets from host names, as the routing of S3 requests does
   * @param limits how much of a body may be held
   */
  public Authenticator(Credentials credentials, Clock clock, VirtualHost hosts, AuthLimits limits) {
    Keys keys = new Keys(credentials);
    this.limits = limits;
    this.sigV4 = new SigV4Verifier(keys, clock, limits);
    this.sigV2 = new SigV2Verifier(keys, clock, hosts);
    this.forms = new FormVerifier(keys, clock);
  }

  /**
   * The sender of a request. A request without signature is anonymous: the caller decides whether
   * it may go on, and refuses it with {@link #missingToken} if not.
   *
   * @throws ServiceException when the signature is not valid, with what AWS answers
   * @throws IOException when the body has to be read for it and cannot be
   */
  public Authenticated authenticate(HttpRequest request) throws IOException {
    Query query = Query.of(request.rawQuery());
    String authorization = request.headers().get("authorization");
    boolean presigned = PresignedQuery.present(query);
    boolean presignedV2 = !presigned && SigV2Verifier.presigned(query);
    if (authorization != null) {
      if (presigned || presignedV2 || request.headers().all("authorization").size() > 1) {
        throw AuthErrors.badAuthorization(
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature"
                + " query string parameter or the Authorization header should be specified");
      }
      return byHeader(request, query, authorization);
    }
    if (presigned) {
      return sigV4.verify(request, query, PresignedQuery.parse(request, query));
    }
    if (presignedV2) {
      return sigV2.verifyQuery(request, query);
    }
    return Authenticated.anonymous(unsignedBody(request, ErrorFamily.of(request, ErrorFamily.S3)));
  }

  /**
   * The sender of a form, whose policy is what is signed.
   *
   * @param upload the request that the form stands for
   * @param fields of the form, by name in lower case
   * @param policy the field as it came; null for a form without one, whose sender is anonymous
   * @throws ServiceException when the signature is missing or not valid
   */
  public Authenticated authenticate(
      HttpRequest upload, Map<String, String> fields, @Nullable String policy) {
    return policy == null
        ? Authenticated.anonymous(unsignedBody(upload, ErrorFamily.S3))
        : forms.verify(upload, fields, policy);
  }

  private Authenticated byHeader(HttpRequest request, Query query, String authorization)
      throws IOException {
    if (authorization.startsWith(SigV4.ALGORITHM + " ")
        || authorization.startsWith(SigV4.ASYMMETRIC_ALGORITHM + " ")) {
      return sigV4.verify(request, query, AuthorizationHeader.parse(request, authorization));
    }
    if (authorization.startsWith("AWS ")) {
      return sigV2.verifyHeader(request, query, authorization);
    }
    ErrorFamily family = ErrorFamily.of(request, ErrorFamily.S3);
    if (family != ErrorFamily.S3) {
      throw AuthErrors.incomplete(
          family,
          "Unsupported Authorization Type: the header must start with '" + SigV4.ALGORITHM + "'.");
    }
    throw AuthErrors.badAuthorization("Unsupported Authorization Type");
  }

  /**
   * The body of an anonymous request with {@code Content-Encoding: gzip} is left as it came,
   * because for S3 that is a property of the object; a caller that has found another service to be
   * meant inflates it with this.
   */
  public HttpRequest inflated(HttpRequest request) {
    return GzipBody.inflated(request, limits.inflatedBody());
  }

  /** The refusal of an anonymous request, where the service is not one that takes those. */
  public static ServiceException missingToken(HttpRequest request) {
    ErrorFamily family = ErrorFamily.of(request, ErrorFamily.REST_JSON);
    return switch (family) {
      case S3 -> AuthErrors.accessDenied("Access Denied", Map.of());
      case QUERY ->
          ServiceException.of(
              "MissingAuthenticationToken", 403, "Request is missing Authentication Token");
      case JSON ->
          ServiceException.of(
              "MissingAuthenticationTokenException",
              400,
              "Request is missing Authentication Token");
      case REST_JSON ->
          ServiceException.of(
              "MissingAuthenticationTokenException", 403, "Missing Authentication Token");
    };
  }

  /**
   * The refusal of an S3 request whose scope names another region than the bucket's.
   *
   * @param named the region the request is signed for
   * @param expected the region of the bucket
   */
  public static ServiceException wrongRegion(String named, String expected) {
    return ServiceException.of(
        "AuthorizationHeaderMalformed",
        400,
        "The authorization header is malformed; the region '"
            + named
            + "' is wrong; expecting '"
            + expected
            + "'",
        Map.of("Region", expected));
  }

  /** A body that no signature covers, though its digest and checksums still hold. */
  static HttpRequest unsignedBody(HttpRequest request, ErrorFamily family) {
    String claimed = request.headers().get("x-amz-content-sha256");
    PayloadMode mode = claimed == null ? PayloadMode.UNSIGNED : PayloadMode.require(claimed);
    if (mode.signedChunks() || mode.asymmetric() || mode == PayloadMode.EVENTS) {
      throw BodyErrors.invalidRequest("A signed stream needs a signed request: " + claimed);
    }
    return VerifiedBody.of(
        request, family, mode, mode == PayloadMode.DIGEST ? claimed : null, null);
  }
}
