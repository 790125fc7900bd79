import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.util.*;
import java.io.*;
import org.reactivestreams.*;
import software.amazon.awssdk.http.*;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.*;
import software.amazon.awssdk.identity.spi.*;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.eventstream.*;

/**
 * Makes signed-events.tsv: java -cp (http-auth-aws, http-auth-aws-eventstream and their dependencies,
 * 2.40.2) MakeSignedEvents.java. A line "name" begins a stream; "header" lines are those of its request,
 * "envelope" lines its signed messages in hexadecimal, in order.
 */
public class MakeSignedEvents {
  static class Ticking extends Clock {
    Instant now; final Duration step;
    Ticking(Instant now, Duration step) { this.now = now; this.step = step; }
    public ZoneId getZone() { return ZoneOffset.UTC; }
    public Clock withZone(ZoneId z) { return this; }
    public Instant instant() { Instant r = now; now = now.plus(step); return r; }
  }
  static ByteBuffer event(String text) {
    Map<String, HeaderValue> h = new LinkedHashMap<>();
    h.put(":event-type", HeaderValue.fromString("Said"));
    h.put(":content-type", HeaderValue.fromString("application/json"));
    h.put(":message-type", HeaderValue.fromString("event"));
    return new Message(h, ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8)).toByteBuffer();
  }
  static void make(String name, String start, Duration step, String token, String... texts) throws Exception {
    List<ByteBuffer> events = new ArrayList<>();
    for (String t : texts) events.add(event(t));
    SdkHttpFullRequest.Builder b = SdkHttpFullRequest.builder().method(SdkHttpMethod.POST)
      .uri(URI.create("http://localhost:4566/chat")).putHeader("Content-Type", "application/vnd.amazon.eventstream");
    AwsCredentialsIdentity id = token == null
      ? AwsCredentialsIdentity.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
      : AwsSessionCredentialsIdentity.create("ASIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token);
    Publisher<ByteBuffer> payload = SdkPublisher.fromIterable(events);
    var signed = AwsV4HttpSigner.create().signAsync(r -> r.identity(id).request(b.build()).payload(payload)
      .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "bedrock")
      .putProperty(HttpSigner.SIGNING_CLOCK, new Ticking(Instant.parse(start), step))).join();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    SdkPublisher.adapt(signed.payload().get()).subscribe(buf -> { byte[] x = new byte[buf.remaining()]; buf.get(x); body.writeBytes(x); }).join();
    StringBuilder out = new StringBuilder();
    out.append("name\t").append(name).append('\n');
    signed.request().headers().forEach((k, v) -> v.forEach(x -> out.append("header\t").append(k.toLowerCase()).append('\t').append(x).append('\n')));
    byte[] all = body.toByteArray();
    for (int at = 0; at < all.length; ) {
      int len = ByteBuffer.wrap(all, at, 4).getInt();
      out.append("envelope\t").append(HexFormat.of().formatHex(all, at, at + len)).append('\n');
      at += len;
    }
    System.out.print(out);
  }
  public static void main(String[] a) throws Exception {
    make("two events", "2026-01-02T03:04:05.678Z", Duration.ofMillis(1500), null, "hello", "world");
    make("session token", "2026-01-02T03:04:05Z", Duration.ofSeconds(1), "FQoGZXIvYXdzEXAMPLE//token+with/odd=characters==", "a");
    make("no events", "2026-01-02T03:04:05Z", Duration.ofSeconds(1), null);
    make("past midnight", "2026-01-02T23:59:58.500Z", Duration.ofSeconds(1), null, "before", "after", "later");
  }
}
