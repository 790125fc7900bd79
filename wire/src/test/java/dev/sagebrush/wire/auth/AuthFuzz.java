package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.fuzz.Damage;
import dev.sagebrush.wire.fuzz.Fuzzer;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Feeds signed requests, valid and then damaged in one place, to the authenticator: headers and
 * queries of versions 2, 4 and 4a, aws-chunked bodies with and without signatures, event streams.
 * Whatever is not refused with an error of AWS must be what was signed: a body whose digest, chunks
 * or events are signed is read as it was meant or not to its end.
 */
final class AuthFuzz implements Fuzzer {

  private static final String TOKENS =
      ", =;/&?%2F%00Credential=SignedHeaders=Signature=AWS AWS4-HMAC-SHA256 AWS4-ECDSA-P256-SHA256"
          + "\r\n0;chunk-signature=\r\nx-amz-trailer-signature:99999999999999999999-1\u00e9";

  private record Seed(HttpRequest request, byte[] body, byte[] content, boolean bodySigned) {}

  private final Authenticator authenticator = Requests.with(new AdvanceableClock(Requests.NOW));
  private final Random random;
  private final Damage damage;
  private final List<Seed> seeds = new ArrayList<>();
  private long accepted;

  AuthFuzz(long seed) throws IOException {
    this.random = new Random(seed);
    this.damage = new Damage(random, TOKENS);
    for (Requests.Vector vector : Requests.vectors()) {
      seed(vector.request());
    }
    Signer s3 = Signer.of("s3");
    seed(s3.presign("GET", "/b/k?versionId=1", "60"));
    byte[] content = new byte[20_000];
    random.nextBytes(content);
    seed(s3.chunked(content, 8192));
    for (SignedEventsTest.Vector events : SignedEventsTest.vectors().values()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      events.envelopes().forEach(body::writeBytes);
      String[] headers = events.headers().toArray(String[]::new);
      if (!events.headers().contains("20260102T235958Z")) {
        seed(Requests.of("POST", "/chat", body.toByteArray(), headers));
      }
    }
  }

  private void seed(HttpRequest request) throws IOException {
    byte[] body = request.body().readAllBytes();
    Authenticated valid = authenticator.authenticate(request.body(new ByteArrayInputStream(body)));
    byte[] content = valid.request().body().readAllBytes();
    String mode = request.headers().get("x-amz-content-sha256", "");
    boolean v2 = Requests.signature(valid).version().label().equals("AWS");
    boolean bodySigned =
        !v2 && !mode.contains("UNSIGNED") && !request.rawQuery().contains("X-Amz-");
    seeds.add(new Seed(request, body, content, bodySigned));
  }

  @Override
  public long accepted() {
    return accepted;
  }

  @Override
  public void one() throws Exception {
    Seed seed = seeds.get(random.nextInt(seeds.size()));
    HttpRequest from = seed.request();
    int place = random.nextInt(5);
    byte[] body = place == 0 ? damage.of(seed.body()) : seed.body();
    HttpRequest request =
        new HttpRequest(
            from.method(),
            place == 1 ? damage.of(from.rawPath()) : from.rawPath(),
            place == 2 ? damage.of(from.rawQuery()) : from.rawQuery(),
            headers(from, place),
            new ByteArrayInputStream(body),
            false,
            "127.0.0.1",
            "id");
    try {
      Authenticated authenticated = authenticator.authenticate(request);
      byte[] content = authenticated.request().body().readAllBytes();
      accepted += authenticated.signature() == null ? 0 : 1;
      if (place == 0 && seed.bodySigned() && !Arrays.equals(content, seed.content())) {
        throw new IllegalStateException("a body that was not signed was accepted");
      }
    } catch (ServiceException refused) {
      if (refused.status() < 400 || refused.code().isEmpty()) {
        throw new IllegalStateException("no error", refused);
      }
    } catch (RuntimeException finding) {
      throw new IllegalStateException(request.toString(), finding);
    }
  }

  private Headers headers(HttpRequest from, int place) {
    Headers headers = new Headers();
    int one = place < 3 ? -1 : random.nextInt(Math.max(1, from.headers().fields().size()));
    int at = 0;
    for (Headers.Field field : from.headers().fields()) {
      boolean chosen = place == 3 ? at == one : place == 4 && field.name().equals("authorization");
      headers.add(field.name(), chosen ? damage.of(field.value()) : field.value());
      at++;
    }
    return headers;
  }

  /** Runs for long: {@code AuthFuzz [seed [inputs]]}; a million inputs by default. */
  public static void main(String[] args) throws Exception {
    AuthFuzz first = new AuthFuzz(args.length > 0 ? Long.parseLong(args[0]) : 1);
    Fuzzer.longRun(args, seed -> first);
  }
}
