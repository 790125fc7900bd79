package dev.sagebrush.wire.auth;

import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.util.Locale;
import java.util.Set;

/**
 * Presigning moves {@code x-amz-…} headers into the query, since whoever uses the link cannot be
 * expected to send them. S3 takes them from there: a link can carry an ACL, metadata or encryption.
 */
final class HoistedHeaders {

  private static final Set<String> OF_THE_SIGNATURE =
      Set.of(
          "x-amz-algorithm",
          "x-amz-credential",
          "x-amz-date",
          "x-amz-expires",
          "x-amz-signedheaders",
          "x-amz-signature",
          "x-amz-security-token",
          "x-amz-content-sha256",
          "x-amz-region-set");

  private HoistedHeaders() {}

  /** The request with hoisted headers back in place; those sent as headers stay as they are. */
  static HttpRequest restored(HttpRequest request, Query query) {
    Headers headers = null;
    for (Query.Parameter parameter : query.parameters()) {
      String name = parameter.rawName().toLowerCase(Locale.ROOT);
      if (name.startsWith("x-amz-")
          && !OF_THE_SIGNATURE.contains(name)
          && !request.headers().has(name)) {
        headers = headers == null ? copy(request.headers()) : headers;
        headers.set(name, parameter.value());
      }
    }
    if (headers == null) {
      return request;
    }
    return new HttpRequest(
        request.method(),
        request.rawPath(),
        request.rawQuery(),
        headers,
        request.body(),
        request.secure(),
        request.remote(),
        request.id());
  }

  private static Headers copy(Headers headers) {
    Headers copy = new Headers();
    headers.fields().forEach(field -> copy.add(field.name(), field.value()));
    return copy;
  }
}
