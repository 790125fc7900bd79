package dev.sagebrush.wire.http;

import dev.sagebrush.kernel.CrossOrigin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cross-origin rules of buckets as S3 answers them: a bucket is named by the host or begins the
 * path.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html">
 * OPTIONS object</a>.
 */
public final class BucketRules implements Cors.Rules {

  private static final String VARY =
      "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

  private final CrossOrigin rules;
  private final VirtualHost hosts;

  /**
   * The rules of buckets.
   *
   * @param hosts tells buckets from host names
   */
  public BucketRules(CrossOrigin rules, VirtualHost hosts) {
    this.rules = rules;
    this.hosts = hosts;
  }

  @Override
  public @Nullable HttpResponse preflight(HttpRequest request) {
    String bucket = bucket(request);
    if (bucket.isEmpty()) {
      return null;
    }
    String origin = request.headers().get("origin");
    String method = request.headers().get("access-control-request-method");
    if (origin == null) {
      return refusal(
          request, 400, "BadRequest", "Insufficient information. Origin request header needed.");
    }
    if (method == null) {
      return refusal(request, 400, "BadRequest", "Invalid Access-Control-Request-Method: null");
    }
    CrossOrigin.Verdict verdict = rules.ask(bucket, origin, method, requested(request));
    if (verdict == null) {
      return null;
    }
    if (verdict.origin() == null) {
      return refusal(
          request,
          403,
          "AccessForbidden",
          "CORSResponse: This CORS request is not allowed. This is usually because the evalution"
              + " of Origin, request method / Access-Control-Request-Method or"
              + " Access-Control-Request-Headers are not whitelisted by the resource's CORS"
              + " spec.");
    }
    Headers headers = new Headers();
    mark(headers, verdict);
    String asked = request.headers().get("access-control-request-headers");
    if (asked != null) {
      headers.add("access-control-allow-headers", asked.toLowerCase(Locale.ROOT));
    }
    return HttpResponse.of(200, headers, new byte[0]);
  }

  @Override
  public boolean mark(HttpRequest request, HttpResponse response) {
    String origin = request.headers().get("origin", "");
    String method = request.headers().get("access-control-request-method", request.method());
    CrossOrigin.Verdict verdict = rules.ask(bucket(request), origin, method, List.of());
    if (verdict == null) {
      return false;
    }
    if (verdict.origin() != null) {
      mark(response.headers(), verdict);
    }
    return true;
  }

  private static void mark(Headers headers, CrossOrigin.Verdict verdict) {
    String origin = String.valueOf(verdict.origin());
    headers
        .set("access-control-allow-origin", origin)
        .set("access-control-allow-methods", String.join(", ", verdict.methods()));
    if (!verdict.exposed().isEmpty()) {
      headers.set("access-control-expose-headers", String.join(", ", verdict.exposed()));
    }
    if (verdict.maxAgeSeconds() != null) {
      headers.set("access-control-max-age", verdict.maxAgeSeconds().toString());
    }
    if (!origin.equals("*")) {
      headers.set("access-control-allow-credentials", "true");
    }
    headers.set("vary", VARY);
  }

  private static List<String> requested(HttpRequest request) {
    String asked = request.headers().get("access-control-request-headers", "");
    return Arrays.stream(asked.split(",", -1))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Empty when the request names none. */
  private String bucket(HttpRequest request) {
    String ofHost = hosts.bucket(request.headers().get("host", ""));
    if (ofHost != null) {
      return ofHost;
    }
    String path = request.rawPath();
    int end = path.indexOf('/', 1);
    return path.length() < 2 ? "" : path.substring(1, end < 0 ? path.length() : end);
  }

  private static HttpResponse refusal(
      HttpRequest request, int status, String code, String message) {
    String document =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
            + code
            + "</Code><Message>"
            + message
            + "</Message><RequestId>"
            + request.id()
            + "</RequestId></Error>";
    Headers headers =
        new Headers()
            .add("content-type", "application/xml")
            .add("x-amz-request-id", request.id())
            .add("vary", VARY);
    return HttpResponse.of(status, headers, document.getBytes(StandardCharsets.UTF_8));
  }
}
