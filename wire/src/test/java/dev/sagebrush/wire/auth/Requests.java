package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.Signature;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.VirtualHost;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Requests, keys and time for the tests of this package. */
final class Requests {

  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  /** The secret of the examples in the documentation. */
  static final String DOC_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  static final String TOKEN = "FQoGZXIvYXdzEXAMPLE//token+with/odd=characters==";
  static final Principal USER =
      new Principal(
          Principal.Kind.USER, "111122223333", "arn:aws:iam::111122223333:user/ann", "AIDAANN");
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final SessionContext SESSION =
      SessionContext.ofRole("arn:aws:iam::111122223333:role/r", NOW.minusSeconds(60));

  private static final Map<String, Credentials.Credential> KEYS =
      Map.of(
          "AKIDEXAMPLE",
          Credentials.Credential.longTerm(SECRET, USER),
          "ASIDEXAMPLE",
          new Credentials.Credential(SECRET, TOKEN, NOW.plus(Duration.ofHours(1)), USER, SESSION),
          "ASIDEXPIRED",
          new Credentials.Credential(SECRET, TOKEN, NOW, USER, SESSION),
          "AKIAIOSFODNN7EXAMPLE",
          Credentials.Credential.longTerm(DOC_SECRET, USER));

  private static final VirtualHost HOSTS = new VirtualHost(List.of("localhost"));

  private Requests() {}

  /** A clock that stands still. */
  record StoppedClock(Instant now) implements Clock {
    @Override
    public void sleep(Duration duration) {
      throw new UnsupportedOperationException("time stands still");
    }
  }

  /** How a request that must be signed is signed. */
  static Signature signature(Authenticated authenticated) {
    return Objects.requireNonNull(authenticated.signature(), "not signed");
  }

  static Authenticator at(Instant now) {
    return with(new StoppedClock(now));
  }

  static Authenticator with(Clock clock) {
    return new Authenticator(KEYS::get, clock, HOSTS, new AuthLimits(1 << 20, 1 << 20));
  }

  static Authenticator atNow() {
    return at(NOW);
  }

  /** A request; {@code headers} are alternately names and values. */
  static HttpRequest of(String method, String target, byte[] body, String... headers) {
    Headers fields = new Headers();
    for (int i = 0; i < headers.length; i += 2) {
      fields.add(headers[i], headers[i + 1]);
    }
    int mark = target.indexOf('?');
    return new HttpRequest(
        method,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        fields,
        new ByteArrayInputStream(body),
        false,
        "127.0.0.1",
        "id");
  }

  static HttpRequest of(String method, String target, String... headers) {
    return of(method, target, new byte[0], headers);
  }

  static byte[] body(Authenticated authenticated) {
    try {
      return authenticated.request().body().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One record of {@code signed.txt}; {@code make_vectors.py} beside it tells the form. */
  record Vector(
      String name,
      String service,
      String method,
      String path,
      String query,
      List<Headers.Field> headers,
      byte[] body,
      byte[] content) {

    HttpRequest request() {
      return request(method, path, query, headers, body);
    }

    static HttpRequest request(
        String method, String path, String query, List<Headers.Field> headers, byte[] body) {
      Headers fields = new Headers();
      headers.forEach(field -> fields.add(field.name(), field.value()));
      return new HttpRequest(
          method, path, query, fields, new ByteArrayInputStream(body), false, "127.0.0.1", "id");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Every record of {@code signed.txt}. */
  static List<Vector> vectors() {
    List<Vector> vectors = new ArrayList<>();
    for (String record : resource("signed.txt").strip().split("\n\n")) {
      vectors.add(vector(record));
    }
    return vectors;
  }

  private static Vector vector(String record) {
    String name = "";
    String service = "";
    String[] request = new String[0];
    List<Headers.Field> headers = new ArrayList<>();
    byte[] body = new byte[0];
    byte[] content = null;
    for (String line : record.split("\n")) {
      int end = line.indexOf(line.startsWith("request") || line.startsWith("header") ? '\t' : ' ');
      String value = line.substring(end + 1);
      switch (line.substring(0, end)) {
        case "case" -> name = value;
        case "service" -> service = value;
        case "request" -> request = value.split("\t");
        case "header" -> {
          String[] pair = value.split("\t", 2);
          byte[] bytes = pair[1].getBytes(StandardCharsets.UTF_8);
          headers.add(new Headers.Field(pair[0], new String(bytes, StandardCharsets.ISO_8859_1)));
        }
        case "body" -> body = Base64.getDecoder().decode(value);
        case "content" -> content = Base64.getDecoder().decode(value);
        default -> throw new IllegalStateException("unknown field in " + record);
      }
    }
    String query = request[2].equals("-") ? "" : request[2];
    byte[] meant = content == null ? body : content;
    return new Vector(name, service, request[0], request[1], query, headers, body, meant);
  }

  static String resource(String name) {
    try (var stream = Requests.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
