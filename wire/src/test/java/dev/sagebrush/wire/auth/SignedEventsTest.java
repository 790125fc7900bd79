package dev.sagebrush.wire.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.eventstream.Message;
import dev.sagebrush.wire.eventstream.MessageReader;
import dev.sagebrush.wire.eventstream.MessageWriter;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Streams signed by {@code AwsV4HttpSigner} of the AWS SDK for Java 2.40.2 with a clock that ticks,
 * as they came and meddled with. {@code MakeSignedEvents.java} among the resources made them.
 */
class SignedEventsTest {

  record Vector(List<String> headers, List<byte[]> envelopes) {}

  static Map<String, Vector> vectors() {
    Map<String, Vector> vectors = new LinkedHashMap<>();
    Vector vector = null;
    for (String line : Requests.resource("signed-events.tsv").lines().toList()) {
      String[] fields = line.split("\t", -1);
      switch (fields[0]) {
        case "name" -> {
          vector = new Vector(new ArrayList<>(), new ArrayList<>());
          vectors.put(fields[1], vector);
        }
        case "header" -> vector.headers().addAll(List.of(fields[1], fields[2]));
        case "envelope" -> vector.envelopes().add(HexFormat.of().parseHex(fields[1]));
        default -> throw new IllegalArgumentException(line);
      }
    }
    return vectors;
  }

  private static final Vector TWO = vectors().get("two events");

  private final AdvanceableClock clock = new AdvanceableClock(Requests.NOW);

  private InputStream open(Vector vector, List<byte[]> envelopes) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    envelopes.forEach(body::writeBytes);
    return open(vector, body.toByteArray());
  }

  private InputStream open(Vector vector, byte[] body) throws IOException {
    HttpRequest request =
        Requests.of("POST", "/chat", body, vector.headers().toArray(String[]::new));
    return Requests.with(clock).authenticate(request).request().body();
  }

  private static List<String> said(InputStream stream) throws IOException {
    MessageReader reader = new MessageReader(stream);
    List<String> said = new ArrayList<>();
    for (Message message = reader.next(); message != null; message = reader.next()) {
      assertEquals("Said", message.text(":event-type"));
      assertFalse(message.headers().containsKey(":chunk-signature"));
      said.add(new String(message.payload(), StandardCharsets.UTF_8));
    }
    return said;
  }

  private List<String> said(String name) throws IOException {
    Vector vector = vectors().get(name);
    return said(open(vector, vector.envelopes()));
  }

  @Test
  void whatTheJavaSdkSignsIsVerified() throws IOException {
    assertEquals(List.of("{\"text\":\"hello\"}", "{\"text\":\"world\"}"), said("two events"));
    assertEquals(List.of("{\"text\":\"a\"}"), said("session token"));
    assertEquals(List.of(), said("no events"));
  }

  @Test
  void aStreamMayGoOnPastMidnight() throws IOException {
    clock.advance(Duration.between(Requests.NOW, Instant.parse("2026-01-02T23:59:59Z")));
    assertEquals(
        List.of("{\"text\":\"before\"}", "{\"text\":\"after\"}", "{\"text\":\"later\"}"),
        said("past midnight"));
  }

  /** The refusal of a stream, of which this many events may be read before. */
  private ServiceException refused(int before, List<byte[]> envelopes) throws IOException {
    InputStream stream = open(TWO, envelopes);
    MessageReader reader = new MessageReader(stream);
    for (int i = 0; i < before; i++) {
      reader.next();
    }
    ServiceException refusal = assertThrows(ServiceException.class, reader::next);
    assertSame(refusal, assertThrows(ServiceException.class, stream::read));
    return refusal;
  }

  private void refusedAsWrong(int before, List<byte[]> envelopes) throws IOException {
    ServiceException refusal = refused(before, envelopes);
    assertEquals("InvalidSignatureException 403", refusal.code() + " " + refusal.status());
  }

  /** An envelope of the stream changed, with checksums that are right again. */
  private static byte[] changed(int index, byte[] payload, Consumer<Map<String, Object>> change)
      throws IOException {
    byte[] envelope = TWO.envelopes().get(index);
    Message message = new MessageReader(new ByteArrayInputStream(envelope)).next();
    Map<String, Object> headers = new LinkedHashMap<>(message.headers());
    change.accept(headers);
    return MessageWriter.write(new Message(headers, payload == null ? message.payload() : payload));
  }

  @Test
  void whateverIsChangedIsRefusedBeforeItIsGivenOut() throws IOException {
    List<byte[]> good = TWO.envelopes();
    byte[] other = MessageWriter.write(new Message(Map.of(":event-type", "Said"), new byte[] {1}));
    refusedAsWrong(0, List.of(changed(0, other, headers -> {}), good.get(1), good.get(2)));
    refusedAsWrong(1, List.of(good.get(0), changed(1, other, headers -> {}), good.get(2)));
    refusedAsWrong(0, List.of(changed(0, null, headers -> headers.put("x", true))));
    refusedAsWrong(
        0, List.of(changed(0, null, headers -> headers.put(":date", Requests.NOW.plusSeconds(9)))));
    refusedAsWrong(
        0, List.of(changed(0, null, headers -> headers.put(":chunk-signature", new byte[32]))));
    refusedAsWrong(
        0, List.of(changed(0, null, headers -> headers.put(":chunk-signature", new byte[0]))));
  }

  @Test
  void theOrderIsSigned() throws IOException {
    List<byte[]> good = TWO.envelopes();
    List<byte[]> swapped = new ArrayList<>(good);
    Collections.swap(swapped, 0, 1);
    refusedAsWrong(0, swapped);
    refusedAsWrong(1, List.of(good.get(0), good.get(0), good.get(1), good.get(2)));
    refusedAsWrong(0, List.of(good.get(1), good.get(2)));
    refusedAsWrong(1, List.of(good.get(0), good.get(2)));
  }

  @Test
  void theEndIsSigned() throws IOException {
    refusedAsWrong(2, TWO.envelopes().subList(0, 2));
    refusedAsWrong(0, List.of());
    byte[] empty = MessageWriter.write(new Message(Map.of(), new byte[0]));
    ServiceException bare =
        refused(2, List.of(TWO.envelopes().get(0), TWO.envelopes().get(1), empty));
    assertEquals("IncompleteSignatureException", bare.code());
    List<byte[]> more = new ArrayList<>(TWO.envelopes());
    more.add(TWO.envelopes().getFirst());
    assertEquals(2, said(open(TWO, more)).size(), "what follows the end is nobody's");
  }

  @Test
  void anEventMayNotBeOld() throws IOException {
    InputStream stream = open(TWO, TWO.envelopes());
    clock.advance(Duration.ofMinutes(15).plusSeconds(10));
    ServiceException refusal = assertThrows(ServiceException.class, stream::read);
    assertEquals(
        "Signature expired: 20260102T030407Z is now earlier than 20260102T030415Z"
            + " (20260102T031915Z - 15 min.)",
        refusal.getMessage());
    assertEquals("InvalidSignatureException", refusal.code());
  }

  @Test
  void framingIsCheckedFirst() throws IOException {
    byte[] cut = TWO.envelopes().getFirst().clone();
    cut[cut.length - 1] ^= 1;
    assertEquals("SerializationException", refused(0, List.of(cut)).code());
    byte[] half = new byte[cut.length / 2];
    System.arraycopy(cut, 0, half, 0, half.length);
    assertEquals("SerializationException", refused(0, List.of(half)).code());
    byte[] wild =
        changed(0, null, headers -> headers.put(":date", Instant.ofEpochMilli(Long.MAX_VALUE)));
    assertEquals("InvalidSignatureException", refused(0, List.of(wild)).code());
  }

  @Test
  void aSignedStreamNeedsASignedRequest() {
    HttpRequest request =
        Requests.of(
            "POST",
            "/chat",
            new byte[0],
            "x-amz-content-sha256",
            "STREAMING-AWS4-HMAC-SHA256-EVENTS");
    assertEquals(
        "InvalidRequest",
        assertThrows(ServiceException.class, () -> Requests.atNow().authenticate(request)).code());
  }
}
