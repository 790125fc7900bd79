package dev.sagebrush.wire.auth;

import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** The service a request was signed for, read from its credential scope and not yet trusted. */
public final class SigningName {

  private static final String CREDENTIAL = "Credential=";

  private SigningName() {}

  /** For example {@code sagemaker}; null for a request without a scope. */
  public static @Nullable String of(HttpRequest request, Query query) {
    String presigned = query.get("X-Amz-Credential");
    if (presigned != null) {
      return Scope.service(presigned);
    }
    String authorization = request.headers().get("authorization", "");
    int at = authorization.indexOf(CREDENTIAL);
    if (at < 0) {
      return null;
    }
    int start = at + CREDENTIAL.length();
    int end = start;
    while (end < authorization.length()
        && authorization.charAt(end) != ','
        && authorization.charAt(end) != ' ') {
      end++;
    }
    return Scope.service(authorization.substring(start, end));
  }
}
