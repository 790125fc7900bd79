package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.EventStream;
import dev.sagebrush.model.Location;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.codec.JsonCodec;
import dev.sagebrush.wire.codec.Limits;
import dev.sagebrush.wire.codec.Notation;
import dev.sagebrush.wire.codec.XmlOutput;
import dev.sagebrush.wire.codec.XmlWriter;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.validation.Validator;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Feeds requests that were valid and then damaged to every protocol. Whatever is not refused with a
 * {@link ServiceException} is validated; anything else that is thrown is a finding.
 */
final class CodecFuzz {

  private static final String TOKENS =
      "{}[]\",:<>&;=.%+-0e9 \n\\u0000nulltrueNaN<![CDATA[]]><!DOCTYPE";

  private static final List<String> PROTOCOLS =
      List.of("json", "rest-json", "rest-xml", "query", "ec2", "smithy-rpc-v2-cbor");

  private final Protocols protocols = new Protocols(new Limits(1 << 20, 64, 5_000));
  private final Random random;
  private final RandomStructs structs;
  private final JsonCodec json = new JsonCodec(Notation.JSON, Limits.DEFAULT);
  private final JsonCodec cbor = new JsonCodec(Notation.CBOR, Limits.DEFAULT);
  private final List<Operation<?, ?>> operations =
      RoundTripTest.APIS.stream().flatMap(api -> api.model().operations().stream()).toList();
  private int accepted;

  CodecFuzz(long seed) {
    this.random = new Random(seed);
    this.structs = new RandomStructs(seed);
  }

  /** How many damaged requests were still readable. */
  int accepted() {
    return accepted;
  }

  /** Runs so many inputs; the first finding is thrown. */
  void run(long inputs) throws Exception {
    for (long i = 0; i < inputs; i++) {
      Operation<?, ?> operation = operations.get(random.nextInt(operations.size()));
      one(operation.api(), operation);
    }
  }

  private void one(Api api, Operation<?, ?> operation) throws Exception {
    String name = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
    byte[] valid = valid(name, operation.input(), operation.name());
    byte[] body = damaged(valid);
    HttpRequest request =
        new HttpRequest(
            "POST",
            "/",
            new String(
                damaged("a=1&max-keys=7&b".getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.ISO_8859_1),
            headers(operation.input()),
            new ByteArrayInputStream(body),
            false,
            "127.0.0.1",
            "id");
    Protocol protocol = protocols.of(name, api);
    try {
      Struct read = protocol.read(operation, request, Map.of());
      Validator.check(read);
      drain(read);
      accepted++;
    } catch (ServiceException refused) {
      protocol.error(api, operation, refused, request);
    } catch (RuntimeException | StackOverflowError finding) {
      throw new IllegalStateException(
          name + " " + operation + " " + new String(body, StandardCharsets.ISO_8859_1), finding);
    }
  }

  private static void drain(Struct read) throws Exception {
    for (int i = 0; i < read.modelShape().members().size(); i++) {
      if (read.memberAt(i) instanceof EventStream<?> events) {
        while (events.next() != null) {
          // Until the end or the first damage.
        }
      }
    }
  }

  private byte[] valid(String protocol, Shape shape, String action) {
    Struct struct = structs.of(shape, Location.BODY);
    return switch (protocol) {
      case "json", "rest-json" -> json.write(struct);
      case "smithy-rpc-v2-cbor" -> cbor.write(struct);
      case "rest-xml" -> {
        XmlOutput out = new XmlOutput();
        new XmlWriter(out).structure("R", struct, null);
        yield out.bytes();
      }
      default -> FormWriter.write(action, struct).getBytes(StandardCharsets.UTF_8);
    };
  }

  private Headers headers(Shape shape) {
    Headers headers = new Headers();
    HttpBindings.write(structs.of(shape, Location.HEADER), headers);
    Headers damaged = new Headers();
    for (Headers.Field field : headers.fields()) {
      byte[] value = damaged(field.value().getBytes(StandardCharsets.ISO_8859_1));
      damaged.add(field.name(), new String(value, StandardCharsets.ISO_8859_1));
    }
    return damaged;
  }

  private byte[] damaged(byte[] valid) {
    byte[] bytes = valid;
    for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> flipped(bytes, at);
            case 2 -> inserted(bytes, at, TOKENS.substring(random.nextInt(TOKENS.length())));
            case 3 -> inserted(bytes, at, new String(bytes, StandardCharsets.ISO_8859_1));
            default -> without(bytes, at, at + random.nextInt(bytes.length - at));
          };
    }
    return bytes.length > 200_000 ? Arrays.copyOf(bytes, 200_000) : bytes;
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) random.nextInt();
    return changed;
  }

  private static byte[] inserted(byte[] bytes, int at, String token) {
    byte[] more = token.getBytes(StandardCharsets.ISO_8859_1);
    byte[] changed = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, changed, at, more.length);
    System.arraycopy(bytes, at, changed, at + more.length, bytes.length - at);
    return changed;
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] changed = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, changed, from, bytes.length - to);
    return changed;
  }

  /**
   * Runs for long: {@code CodecFuzz [seed [inputs]]}; a million inputs by default.
   *
   * @param args the seed and the number of inputs
   */
  public static void main(String[] args) throws Exception {
    long seed = args.length > 0 ? Long.parseLong(args[0]) : 1;
    long inputs = args.length > 1 ? Long.parseLong(args[1]) : 1_000_000;
    CodecFuzz fuzz = new CodecFuzz(seed);
    Runtime runtime = Runtime.getRuntime();
    for (long done = 0; done < inputs; done += inputs / 10) {
      long start = System.nanoTime();
      fuzz.run(inputs / 10);
      runtime.gc();
      System.out.printf(
          "%d inputs, %d readable, %d ms, heap %d MiB%n",
          done + inputs / 10,
          fuzz.accepted(),
          (System.nanoTime() - start) / 1_000_000,
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
  }
}
