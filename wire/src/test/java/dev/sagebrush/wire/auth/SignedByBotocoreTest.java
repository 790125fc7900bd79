package dev.sagebrush.wire.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.codec.Percent;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests as boto3 sends them, and the same with one bit changed. */
class SignedByBotocoreTest {

  private final Authenticator authenticator = Requests.atNow();

  static List<Requests.Vector> vectors() {
    return Requests.vectors();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isAccepted(Requests.Vector vector) throws IOException {
    Authenticated authenticated = authenticator.authenticate(vector.request());
    assertEquals(Requests.USER, authenticated.principal());
    assertEquals(vector.service(), Requests.signature(authenticated).service());
    byte[] content = vector.content();
    if (vector.name().equals("cloudwatch gzip")) {
      content = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
      assertFalse(authenticated.request().headers().has("content-encoding"));
    }
    assertArrayEquals(content, Requests.body(authenticated));
    if (vector.name().startsWith("s3 trailer")) {
      assertEquals("gzip", authenticated.request().headers().get("content-encoding"));
      assertEquals("9000", authenticated.request().headers().get("content-length"));
      assertTrue(authenticated.request().headers().has("x-amz-sdk-checksum-algorithm"));
    }
    if (vector.name().equals("presigned s3 put")) {
      assertEquals("public-read", authenticated.request().headers().get("x-amz-acl"));
    }
  }

  /** Every bit of method, path, query, signed headers and body counts. */
  @Test
  void oneChangedBitIsRefused() throws IOException {
    List<Requests.Vector> vectors = vectors();
    int refused = 0;
    int same = 0;
    for (int i = 0; i < vectors.size(); i += 23) {
      Requests.Vector vector = vectors.get(i);
      for (Requests.Vector changed : changes(vector)) {
        if (refused(vector, changed)) {
          refused++;
        } else {
          same++;
        }
      }
    }
    assertTrue(refused > 10_000, "only " + refused);
    assertTrue(same < refused / 50, same + " of " + refused);
  }

  private boolean refused(Requests.Vector vector, Requests.Vector changed) throws IOException {
    try {
      byte[] body = Requests.body(authenticator.authenticate(changed.request()));
      if (!Arrays.equals(vector.content(), body) || !means(vector).equals(means(changed))) {
        fail("accepted: " + vector.name() + " as " + changed.path() + "?" + changed.query());
      }
      return false;
    } catch (ServiceException e) {
      return true;
    }
  }

  /** What a request asks for, so that {@code %2f} for {@code %2F} counts as no change. */
  private static String means(Requests.Vector vector) {
    StringBuilder out = new StringBuilder(vector.method()).append(' ');
    boolean s3 = vector.service().equals("s3");
    StringBuilder path = new StringBuilder();
    Percent.canonical(path, vector.path(), true);
    out.append(s3 ? path.toString() : CanonicalRequest.normalized(vector.path()));
    return out.append('?')
        .append(CanonicalRequest.canonical(Query.of(vector.query()), false))
        .toString();
  }

  private static List<Requests.Vector> changes(Requests.Vector vector) {
    boolean v2 =
        vector.query().contains("AWSAccessKeyId")
            || vector.headers().stream().anyMatch(field -> field.value().startsWith("AWS "));
    List<Requests.Vector> changes = new ArrayList<>();
    for (String method : flips(vector.method())) {
      changes.add(with(vector, method, vector.path(), vector.query(), vector.headers(), null));
    }
    for (String path : flips(vector.path())) {
      changes.add(with(vector, vector.method(), path, vector.query(), vector.headers(), null));
    }
    for (String query : v2 ? List.<String>of() : flips(vector.query())) {
      changes.add(with(vector, vector.method(), vector.path(), query, vector.headers(), null));
    }
    for (int i = 0; i < vector.headers().size(); i++) {
      Headers.Field field = vector.headers().get(i);
      for (String value : signed(vector, field.name()) ? flips(field.value()) : List.<String>of()) {
        List<Headers.Field> headers = new ArrayList<>(vector.headers());
        headers.set(i, new Headers.Field(field.name(), value));
        changes.add(with(vector, vector.method(), vector.path(), vector.query(), headers, null));
      }
    }
    String body = new String(vector.body(), StandardCharsets.ISO_8859_1);
    boolean covered = !v2 && !vector.query().contains("X-Amz-Signature");
    for (String flip : covered && body.length() < 300 ? flips(body) : List.<String>of()) {
      byte[] bytes = flip.getBytes(StandardCharsets.ISO_8859_1);
      changes.add(
          with(vector, vector.method(), vector.path(), vector.query(), vector.headers(), bytes));
    }
    return changes;
  }

  private static boolean signed(Requests.Vector vector, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Headers.Field field : vector.headers()) {
      int start = field.value().indexOf("SignedHeaders=");
      if (start >= 0) {
        String list = field.value().substring(start + 14, field.value().indexOf(", Signature"));
        return List.of(list.split(";")).contains(lower);
      }
    }
    return vector.query().contains("X-Amz-Signature") && lower.equals("host");
  }

  private static Requests.Vector with(
      Requests.Vector vector,
      String method,
      String path,
      String query,
      List<Headers.Field> headers,
      byte[] body) {
    byte[] sent = body == null ? vector.body() : body;
    return new Requests.Vector(
        vector.name(), vector.service(), method, path, query, headers, sent, vector.content());
  }

  private static List<String> flips(String text) {
    List<String> flips = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      for (int bit = 0; bit < 8; bit++) {
        char flipped = (char) (text.charAt(i) ^ 1 << bit);
        flips.add(text.substring(0, i) + flipped + text.substring(i + 1));
      }
    }
    return flips;
  }
}
