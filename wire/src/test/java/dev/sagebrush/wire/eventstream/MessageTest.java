package dev.sagebrush.wire.eventstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.wire.codec.Malformed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageTest {

  /** A message of the AWS SDKs' common test vectors: no headers, payload {'foo':'bar'}. */
  private static final String PAYLOAD_ONLY =
      "0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936";

  private static MessageReader reader(byte[] bytes) {
    return new MessageReader(new ByteArrayInputStream(bytes));
  }

  @Test
  void aMessageWithoutHeadersIsAsTheVectorsHaveIt() throws IOException {
    byte[] payload = "{'foo':'bar'}".getBytes(StandardCharsets.UTF_8);
    byte[] bytes = MessageWriter.write(new Message(Map.of(), payload));
    assertEquals(PAYLOAD_ONLY, HexFormat.of().formatHex(bytes));
    Message read = reader(bytes).next();
    assertNotNull(read);
    assertArrayEquals(payload, read.payload());
  }

  @Test
  void everyTypeOfHeaderComesBack() throws IOException {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("true", true);
    headers.put("false", false);
    headers.put("byte", (byte) -7);
    headers.put("short", (short) -700);
    headers.put("int", -70_000);
    headers.put("long", -7_000_000_000L);
    headers.put("bytes", "ab".getBytes(StandardCharsets.UTF_8));
    headers.put("string", "grün");
    headers.put("timestamp", Instant.parse("2026-11-20T16:00:00.123Z"));
    headers.put("uuid", UUID.fromString("7b9e2f00-0000-4000-8000-000000000001"));
    MessageReader reader = reader(MessageWriter.write(new Message(headers, new byte[0])));
    Message read = reader.next();
    assertNotNull(read);
    assertEquals(headers.keySet(), read.headers().keySet());
    headers.forEach((name, value) -> {
      if (value instanceof byte[] bytes) {
        assertArrayEquals(bytes, (byte[]) read.headers().get(name));
      } else {
        assertEquals(value, read.headers().get(name), name);
      }
    });
    assertNull(reader.next());
  }

  @Test
  void everyDamageIsNoticed() {
    byte[] whole =
        MessageWriter.write(new Message(Map.of(":event-type", "A"), new byte[] {1, 2, 3}));
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x10;
      assertThrows(Malformed.class, () -> reader(damaged).next());
      byte[] cut = Arrays.copyOf(whole, i);
      if (i > 0) {
        assertThrows(Malformed.class, () -> reader(cut).next());
      }
    }
  }

  @Test
  void nothingThatIsSentBreaksTheReader() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      try {
        reader(noise).next();
      } catch (Malformed expected) {
        assertNotNull(expected.message());
      }
    }
  }
}
