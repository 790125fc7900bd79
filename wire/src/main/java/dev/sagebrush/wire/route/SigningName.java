package dev.sagebrush.wire.route;

import dev.sagebrush.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** The service a request was signed for, read from its credential scope and not yet trusted. */
final class SigningName {

  private static final String CREDENTIAL = "Credential=";

  private SigningName() {}

  /** For example {@code sagemaker}; null for a request without a scope. */
  static @Nullable String of(HttpRequest request, QueryString query) {
    String presigned = query.get("X-Amz-Credential");
    if (presigned != null) {
      return service(presigned);
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
    return service(authorization.substring(start, end));
  }

  /** {@code AKID/20261120/us-east-1/s3/aws4_request}: the last part but one. */
  private static @Nullable String service(String credential) {
    int last = credential.lastIndexOf('/');
    int before = last < 1 ? -1 : credential.lastIndexOf('/', last - 1);
    return before < 0 ? null : credential.substring(before + 1, last);
  }
}
