package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.EventStream;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.codec.Limits;
import dev.sagebrush.wire.eventstream.Message;
import dev.sagebrush.wire.eventstream.MessageWriter;
import dev.sagebrush.wire.fuzz.Damage;
import dev.sagebrush.wire.fuzz.Fuzzer;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Feeds whole event streams, valid and then damaged, as requests of a REST and of an RPC protocol.
 * Most damage is done within frames whose checksums are right again, so that it reaches the headers
 * and documents.
 */
final class EventStreamFuzz implements Fuzzer {

  private static final String TOKENS = "\u0000\u0001\u0007\u0009:event-type{}[]\",:\u00ff\u00ff";
  private static final List<Object> HEADERS =
      List.of(
          true,
          (byte) 3,
          (short) 4,
          5,
          6L,
          new byte[] {1, 2},
          "text",
          Instant.EPOCH,
          new UUID(1, 2));

  private final Protocols protocols = new Protocols(new Limits(1 << 20, 64, 5_000));
  private final Api rest = Chat.api("rest-json");
  private final Api rpc = Chat.api("json");
  private final Random random;
  private final Damage damage;
  private long accepted;

  EventStreamFuzz(long seed) {
    this.random = new Random(seed);
    this.damage = new Damage(random, TOKENS);
  }

  @Override
  public long accepted() {
    return accepted;
  }

  @Override
  public void one() throws Exception {
    boolean asRpc = random.nextBoolean();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    if (asRpc) {
      stream.writeBytes(frame(message("initial-request", "{\"topic\":\"t\"}")));
    }
    for (int n = random.nextInt(4); n > 0; n--) {
      stream.writeBytes(frame(message("Said", "{\"text\":\"hi\",\"n\":1}")));
    }
    byte[] whole = stream.toByteArray();
    read(asRpc ? rpc : rest, random.nextInt(8) == 0 ? damage.of(whole) : whole);
  }

  private Message message(String type, String document) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put(":message-type", random.nextInt(20) == 0 ? "exception" : "event");
    headers.put(":event-type", type);
    if (random.nextInt(4) == 0) {
      headers.put("mood", HEADERS.get(random.nextInt(HEADERS.size())));
    }
    return new Message(headers, document.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] frame(Message message) {
    boolean spared = random.nextInt(3) == 0;
    byte[] headers = MessageWriter.headers(message.headers());
    headers = spared ? headers : damage.of(headers);
    byte[] payload = spared ? message.payload() : damage.of(message.payload());
    int total = 16 + headers.length + payload.length;
    boolean lies = random.nextInt(50) == 0;
    byte[] frame = new byte[total];
    ByteBuffer out = ByteBuffer.wrap(frame);
    out.putInt(lies ? random.nextInt() : total);
    out.putInt(lies ? random.nextInt() : headers.length);
    out.putInt(crc(frame, 8)).put(headers).put(payload).putInt(crc(frame, total - 4));
    return frame;
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private void read(Api api, byte[] body) throws Exception {
    Operation<?, ?> operation = api.operation("Chat");
    HttpRequest request =
        new HttpRequest(
            "POST",
            "/chat",
            "",
            new Headers().add("content-type", EventStreams.MEDIA_TYPE),
            new ByteArrayInputStream(body),
            false,
            "127.0.0.1",
            Exchange.ID);
    Protocol protocol = protocols.of(api.protocols().getFirst(), api);
    try {
      Struct input = protocol.read(operation, request, Map.of());
      Validator.check(input);
      int events = input.modelShape().members().size() - 1;
      if (!(input.memberAt(events) instanceof EventStream<?> stream)) {
        throw new IllegalStateException("no stream in " + input);
      }
      while (stream.next() != null) {
        accepted++;
      }
      if (stream.next() != null) {
        throw new IllegalStateException("an event after the end");
      }
    } catch (ServiceException refused) {
      protocol.error(api, operation, refused, request);
    } catch (RuntimeException | StackOverflowError finding) {
      throw new IllegalStateException(
          api + " " + java.util.HexFormat.of().formatHex(body), finding);
    }
  }

  /** Runs for long: {@code EventStreamFuzz [seed [inputs]]}; a million inputs by default. */
  public static void main(String[] args) throws Exception {
    Fuzzer.longRun(args, EventStreamFuzz::new);
  }
}
