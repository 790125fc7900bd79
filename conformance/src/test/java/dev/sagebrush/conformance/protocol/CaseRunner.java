package dev.sagebrush.conformance.protocol;

import dev.sagebrush.kernel.SystemClock;
import dev.sagebrush.model.Api;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.auth.AuthLimits;
import dev.sagebrush.wire.auth.Authenticator;
import dev.sagebrush.wire.http.Content;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import dev.sagebrush.wire.http.VirtualHost;
import dev.sagebrush.wire.protocol.Protocols;
import dev.sagebrush.wire.route.Route;
import dev.sagebrush.wire.route.Router;
import dev.sagebrush.wire.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.protocoltests.traits.HttpMalformedRequestTestCase;
import software.amazon.smithy.protocoltests.traits.HttpMalformedResponseBodyDefinition;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestCase;
import software.amazon.smithy.protocoltests.traits.HttpResponseTestCase;

/**
 * Runs cases against the router, the protocols and the validation, as the server calls them. Each
 * method returns what is wrong, or null.
 */
final class CaseRunner {

  private static final Protocols PROTOCOLS = new Protocols();
  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");

  private static final Authenticator AUTHENTICATOR =
      new Authenticator(
          id -> null,
          new SystemClock(),
          new VirtualHost(List.of()),
          new AuthLimits(1 << 20, 1 << 20));

  private final Api api;
  private final Router router;

  CaseRunner(Api api) {
    this.api = api;
    this.router =
        new Router(
            List.of(api),
            (of, request) -> PROTOCOLS.detect(request, of),
            new VirtualHost(
                List.of(
                    "s3.us-west-2.amazonaws.com",
                    "s3.dualstack.us-west-2.amazonaws.com",
                    "s3-accelerate.amazonaws.com",
                    "s3-accelerate.dualstack.amazonaws.com")),
            1 << 20);
  }

  @Nullable String request(HttpRequestTestCase test, Operation<?, ?> operation) throws Exception {
    String mediaType =
        test.getBodyMediaType().orElse(test.getHeaders().getOrDefault("Content-Type", ""));
    byte[] body =
        Compressed.leftOut(test)
            ? Compressed.body(api, test)
            : Documents.stated(test.getBody().orElse(""), mediaType);
    HttpRequest request =
        request(test.getMethod(), test.getUri(), test.getQueryParams(), test.getHeaders(), body);
    if (Compressed.leftOut(test)) {
      mediaType = Compressed.mediaType(api);
      request.headers().add("content-type", mediaType);
    }
    Route route = router.route(addressed(request, test, operation));
    if (route.operation() == null || !route.operation().name().equals(operation.name())) {
      return "routed to " + route.operation() + ", refused with " + route.refusal();
    }
    HttpRequest bare = withHeaders(route.request(), test.getHeaders());
    if (body.length > 0 && !bare.headers().has("content-type")) {
      bare.headers().add("content-type", mediaType);
    }
    bare = AUTHENTICATOR.inflated(bare);
    Struct read = route.protocol().read(route.operation(), bare, route.labels());
    Object expected = Values.comparable(Values.struct(operation.input(), test.getParams()));
    Object actual = Values.comparable(read);
    return Objects.equals(expected, actual)
        ? null
        : "expected " + expected + "\n but was " + actual;
  }

  /** The request with what the cases leave out: host, target and credential scope. */
  private HttpRequest addressed(
      HttpRequest request, HttpRequestTestCase test, Operation<?, ?> operation) {
    Headers headers = request.headers();
    test.getResolvedHost().or(test::getHost).ifPresent(host -> headers.set("host", host));
    if (api.jsonVersion() != null && !headers.has("x-amz-target")) {
      headers.add("x-amz-target", api.targetPrefix() + "." + operation.name());
    }
    return request;
  }

  private static HttpRequest withHeaders(HttpRequest request, Map<String, String> headers) {
    Headers fields = new Headers();
    headers.forEach(fields::add);
    return new HttpRequest(
        request.method(),
        request.rawPath(),
        request.rawQuery(),
        fields,
        request.body(),
        request.secure(),
        request.remote(),
        request.id());
  }

  @Nullable String response(
      HttpResponseTestCase test, Operation<?, ?> operation, @Nullable Shape error)
      throws Exception {
    String id = test.getHeaders().getOrDefault("X-Amzn-Requestid", "requestid");
    HttpRequest request =
        request(operation.method(), "/", List.of(), Map.of("id", id), new byte[0]);
    HttpResponse response;
    if (error == null) {
      Struct answer = Values.struct(operation.output(), test.getParams());
      response = PROTOCOLS.of(api.protocols().getFirst(), api).write(operation, answer, request);
    } else {
      ServiceException thrown =
          ServiceException.of(Values.struct(error, test.getParams()), message(test, error));
      response =
          PROTOCOLS.of(api.protocols().getFirst(), api).error(api, operation, thrown, request);
    }
    if (response.status() != test.getCode()) {
      return "status " + response.status();
    }
    String headers =
        headers(
            response.headers(),
            test.getHeaders(),
            test.getForbidHeaders(),
            test.getRequireHeaders());
    if (headers != null || test.getBody().isEmpty()) {
      return headers;
    }
    String mediaType = test.getBodyMediaType().orElse("");
    Object expected = Documents.read(Documents.stated(test.getBody().get(), mediaType), mediaType);
    Object actual = Documents.read(content(response), mediaType);
    return expected.equals(actual) ? null : "expected " + expected + "\n but was " + actual;
  }

  /**
   * What a service says when it throws an error that has no member for it but a text all the same.
   */
  private static @Nullable String message(HttpResponseTestCase test, Shape error) {
    boolean member = error.members().stream().anyMatch(m -> m.name().equalsIgnoreCase("message"));
    Matcher stated = MESSAGE.matcher(test.getBody().orElse(""));
    return !member && stated.find() ? stated.group(1) : null;
  }

  @Nullable String malformed(HttpMalformedRequestTestCase test) throws Exception {
    var sent = test.getRequest();
    HttpRequest request =
        request(
            sent.getMethod(),
            sent.getUri().orElse("/"),
            sent.getQueryParams(),
            sent.getHeaders(),
            Documents.stated(sent.getBody().orElse(""), sent.getBodyMediaType().orElse("")));
    Route route = router.route(request);
    HttpResponse response;
    try {
      if (route.operation() == null) {
        throw Objects.requireNonNull(route.refusal());
      }
      Struct read = route.protocol().read(route.operation(), route.request(), route.labels());
      Validation.require(api, read);
      return "accepted as " + Values.comparable(read);
    } catch (ServiceException refused) {
      response = route.protocol().error(api, route.operation(), refused, route.request());
    }
    if (response.status() != test.getResponse().getCode()) {
      return "status "
          + response.status()
          + " "
          + new String(content(response), StandardCharsets.UTF_8);
    }
    String headers =
        headers(response.headers(), test.getResponse().getHeaders(), List.of(), List.of());
    if (headers != null || test.getResponse().getBody().isEmpty()) {
      return headers;
    }
    return body(test.getResponse().getBody().get(), content(response));
  }

  private static @Nullable String body(HttpMalformedResponseBodyDefinition expected, byte[] actual)
      throws Exception {
    String mediaType = expected.getMediaType();
    Object said = Documents.read(actual, mediaType);
    if (expected.getContents().isPresent()) {
      Object wanted =
          Documents.read(Documents.stated(expected.getContents().get(), mediaType), mediaType);
      return wanted.equals(said) ? null : "expected " + wanted + "\n but was " + said;
    }
    String pattern = expected.getMessageRegex().orElse(".*");
    Object message = said instanceof Map<?, ?> map ? map.get("message") : said;
    boolean matches = Pattern.compile(pattern).matcher(String.valueOf(message)).find();
    return matches ? null : "message " + message + " does not match " + pattern;
  }

  private static @Nullable String headers(
      Headers actual,
      Map<String, String> expected,
      Collection<String> forbidden,
      Collection<String> required) {
    for (Map.Entry<String, String> header : expected.entrySet()) {
      String value = String.join(", ", actual.all(header.getKey()));
      if (!value.equals(header.getValue())) {
        return "header " + header + " was " + value;
      }
    }
    for (String name : forbidden) {
      if (actual.has(name)) {
        return "forbidden header " + name;
      }
    }
    for (String name : required) {
      if (!actual.has(name) && !name.toLowerCase(Locale.ROOT).equals("content-length")) {
        return "missing header " + name;
      }
    }
    return null;
  }

  private static byte[] content(HttpResponse response) throws Exception {
    return switch (response.content()) {
      case Content.Bytes bytes -> bytes.bytes();
      case Content.Stream stream -> stream.stream().readAllBytes();
      case Content.Written written -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        written.writer().write(out);
        yield out.toByteArray();
      }
      case Content.None none -> new byte[0];
      case Content.FileStretch file -> throw new IllegalStateException("no file here: " + file);
    };
  }

  private HttpRequest request(
      String method, String uri, List<String> query, Map<String, String> headers, byte[] body) {
    Headers fields = new Headers();
    headers.forEach(fields::add);
    if (!fields.has("authorization")) {
      fields.add(
          "authorization",
          "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/"
              + api.signingName()
              + "/aws4_request, SignedHeaders=host, Signature=00");
    }
    int mark = uri.indexOf('?');
    String literal = mark < 0 ? "" : uri.substring(mark + 1);
    String joined = String.join("&", query);
    return new HttpRequest(
        method,
        mark < 0 ? uri : uri.substring(0, mark),
        literal.isEmpty() || joined.isEmpty() ? literal + joined : literal + "&" + joined,
        fields,
        new ByteArrayInputStream(body),
        false,
        "127.0.0.1",
        headers.getOrDefault("id", "requestid"));
  }
}
