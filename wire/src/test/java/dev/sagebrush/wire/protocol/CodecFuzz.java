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
import dev.sagebrush.wire.fuzz.Damage;
import dev.sagebrush.wire.fuzz.Fuzzer;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.validation.Validator;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Feeds requests that were valid and then damaged to every protocol. Whatever is not refused with a
 * {@link ServiceException} is validated; anything else that is thrown is a finding.
 */
final class CodecFuzz implements Fuzzer {

  private static final String TOKENS =
      "{}[]\",:<>&;=.%+-0e9 \n\\u0000nulltrueNaN<![CDATA[]]><!DOCTYPE";

  /** Not the name of a protocol: the content type that asks for it. */
  private static final String AMAZON_CBOR = "application/x-amz-cbor-1.1";

  private static final List<String> PROTOCOLS =
      List.of("json", "rest-json", "rest-xml", "query", "ec2", "smithy-rpc-v2-cbor", AMAZON_CBOR);

  private final Protocols protocols = new Protocols(new Limits(1 << 20, 64, 5_000));
  private final Random random;
  private final Damage damage;
  private final RandomStructs structs;
  private final JsonCodec json = new JsonCodec(Notation.JSON, Limits.DEFAULT);
  private final JsonCodec cbor = new JsonCodec(Notation.CBOR, Limits.DEFAULT);
  private final JsonCodec millis = new JsonCodec(Notation.CBOR_MILLIS, Limits.DEFAULT);
  private final List<Operation<?, ?>> operations =
      RoundTripTest.APIS.stream().flatMap(api -> api.model().operations().stream()).toList();
  private long accepted;

  CodecFuzz(long seed) {
    this.random = new Random(seed);
    this.damage = new Damage(random, TOKENS);
    this.structs = new RandomStructs(seed);
  }

  @Override
  public long accepted() {
    return accepted;
  }

  @Override
  public void one() throws Exception {
    Operation<?, ?> operation = operations.get(random.nextInt(operations.size()));
    one(operation.api(), operation);
  }

  private void one(Api api, Operation<?, ?> operation) throws Exception {
    String name = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
    byte[] valid = valid(name, operation.input(), operation.name());
    byte[] body = damage.of(valid);
    HttpRequest request =
        new HttpRequest(
            "POST",
            "/",
            damage.of("a=1&max-keys=7&b"),
            headers(operation.input()),
            new ByteArrayInputStream(body),
            false,
            "127.0.0.1",
            "id");
    boolean amazonCbor = name.equals(AMAZON_CBOR);
    if (amazonCbor) {
      request.headers().set("content-type", AMAZON_CBOR);
    }
    Protocol protocol = amazonCbor ? protocols.detect(request, api) : protocols.of(name, api);
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
      case AMAZON_CBOR -> millis.write(struct);
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
      damaged.add(field.name(), damage.of(field.value()));
    }
    return damaged;
  }

  /** Runs for long: {@code CodecFuzz [seed [inputs]]}; a million inputs by default. */
  public static void main(String[] args) throws Exception {
    Fuzzer.longRun(args, CodecFuzz::new);
  }
}
