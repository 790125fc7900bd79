package dev.sagebrush.wire.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cross-origin requests (https://fetch.spec.whatwg.org/#http-cors-protocol), so that the AWS SDK
 * for JavaScript works from a page. Answers preflights, and lets allowed origins read every
 * response.
 *
 * <p>A resource with rules of its own (an S3 bucket) comes first: its preflights through {@link
 * Rules}, and a response that carries {@code access-control-allow-origin} already is left alone.
 */
public final class Cors implements HttpHandler {

  /** Decides for resources that have rules of their own. */
  @FunctionalInterface
  public interface Rules {
    /**
     * The answer to a preflight, or null to leave it to the server's own origins.
     *
     * @param request any OPTIONS request, also one that lacks what a preflight says
     */
    @Nullable HttpResponse preflight(HttpRequest request) throws Exception;

    /**
     * Says in the answer to an actual request what its origin may do with it.
     *
     * @return false to leave it to the server's own origins
     */
    default boolean mark(HttpRequest request, HttpResponse response) {
      return false;
    }
  }

  /** Pages of this machine, on any port. */
  public static final List<String> LOCAL_ORIGINS =
      List.of(
          "http://localhost:*",
          "https://localhost:*",
          "http://127.0.0.1:*",
          "https://127.0.0.1:*",
          "http://[::1]:*",
          "https://[::1]:*");

  private static final String EXPOSED =
      "etag, date, content-length, content-range, accept-ranges, last-modified, location,"
          + " x-amzn-requestid, x-amzn-errortype, x-amzn-error-message, x-amzn-query-error,"
          + " x-amz-request-id, x-amz-id-2, x-amz-version-id, x-amz-delete-marker,"
          + " x-amz-checksum-crc32, x-amz-checksum-crc32c, x-amz-checksum-crc64nvme,"
          + " x-amz-checksum-sha1, x-amz-checksum-sha256, x-amzn-invoked-production-variant,"
          + " x-amzn-sagemaker-custom-attributes";

  private final List<String> origins;
  private final Rules rules;
  private final HttpHandler next;

  /**
   * Wraps a handler.
   *
   * @param origins exact ({@code https://a.example}), any port ({@code http://localhost:*}), or
   *     {@code *} for all
   */
  public Cors(List<String> origins, Rules rules, HttpHandler next) {
    this.origins = List.copyOf(origins);
    this.rules = rules;
    this.next = next;
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws Exception {
    String origin = request.headers().get("origin");
    if (request.method().equals("OPTIONS")) {
      HttpResponse own = rules.preflight(request);
      if (own != null) {
        return own;
      }
      if (origin != null && request.headers().has("access-control-request-method")) {
        return preflight(request, origin);
      }
    }
    HttpResponse response = next.handle(request);
    if (origin == null || rules.mark(request, response)) {
      return response;
    }
    if (allowed(origin) && !response.headers().has("access-control-allow-origin")) {
      response
          .headers()
          .add("access-control-allow-origin", origin)
          .add("access-control-expose-headers", EXPOSED)
          .add("vary", "origin");
    }
    return response;
  }

  private HttpResponse preflight(HttpRequest request, String origin) {
    if (!allowed(origin)) {
      return Exchange.plain(403, "This origin may not call this server.");
    }
    Headers headers =
        new Headers()
            .add("access-control-allow-origin", origin)
            .add("access-control-allow-methods", "GET, HEAD, PUT, POST, DELETE, PATCH, OPTIONS")
            .add(
                "access-control-allow-headers",
                request.headers().get("access-control-request-headers", "*"))
            .add("access-control-max-age", "7200")
            .add(
                "vary",
                "origin, access-control-request-headers, access-control-request-private-network");
    if (request.headers().get("access-control-request-private-network", "").equals("true")) {
      headers.add("access-control-allow-private-network", "true");
    }
    return new HttpResponse(204, headers, new Content.None(-1));
  }

  private boolean allowed(String origin) {
    for (String pattern : origins) {
      if (pattern.equals("*") || pattern.equals(origin)) {
        return true;
      }
      if (pattern.endsWith(":*")) {
        String host = pattern.substring(0, pattern.length() - 2);
        if (origin.equals(host)
            || (origin.startsWith(host + ":") && digits(origin, host.length() + 1))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean digits(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < text.length();
  }
}
