package dev.sagebrush.wire.auth;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its own Signature Version 4.
 *
 * @param asymmetric whether the algorithm is AWS4-ECDSA-P256-SHA256 (SigV4a)
 * @param scope the credential
 * @param signedHeaders their names in lower case, in the order given
 * @param signature in hexadecimal, as given
 * @param timestamp {@code yyyyMMdd'T'HHmmss'Z'}, as signed
 * @param time the same as an instant
 * @param token the session token, or null
 * @param expires how long a presigned request is valid, in seconds; negative when it is not
 *     presigned
 */
record SigV4(
    boolean asymmetric,
    Scope scope,
    List<String> signedHeaders,
    String signature,
    String timestamp,
    Instant time,
    @Nullable String token,
    long expires) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final String ASYMMETRIC_ALGORITHM = "AWS4-ECDSA-P256-SHA256";

  boolean presigned() {
    return expires >= 0;
  }

  String algorithm() {
    return asymmetric ? ASYMMETRIC_ALGORITHM : ALGORITHM;
  }

  /** What the signature is made over. */
  String stringToSign(String canonicalRequest) {
    return algorithm()
        + "\n"
        + timestamp
        + "\n"
        + scope.text()
        + "\n"
        + Crypto.sha256Hex(CanonicalRequest.bytes(canonicalRequest));
  }
}
