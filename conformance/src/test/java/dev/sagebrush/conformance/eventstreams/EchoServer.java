package dev.sagebrush.conformance.eventstreams;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.SystemClock;
import dev.sagebrush.model.Api;
import dev.sagebrush.model.DynamicStruct;
import dev.sagebrush.model.EventStream;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.auth.AuthLimits;
import dev.sagebrush.wire.auth.Authenticator;
import dev.sagebrush.wire.auth.LocalRootCredentials;
import dev.sagebrush.wire.dispatch.Dispatcher;
import dev.sagebrush.wire.dispatch.Services;
import dev.sagebrush.wire.http.HttpServer;
import dev.sagebrush.wire.http.HttpServerOptions;
import dev.sagebrush.wire.http.OwnCertificate;
import dev.sagebrush.wire.http.ServerMetrics;
import dev.sagebrush.wire.http.VirtualHost;
import dev.sagebrush.wire.protocol.Protocols;
import dev.sagebrush.wire.route.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service that answers each event as it comes with its text in capitals, at the path and in the
 * shapes of {@code InvokeModelWithBidirectionalStream} of Amazon Bedrock Runtime. The text {@code
 * stop} ends the answer with a {@code ValidationException}.
 */
final class EchoServer implements AutoCloseable {

  private static final Clock CLOCK = new SystemClock();
  private static final int MOST = 1 << 20;

  final OwnCertificate certificate;
  private final HttpServer server;

  EchoServer(Path folder) throws IOException, GeneralSecurityException {
    certificate = new OwnCertificate(folder, OwnCertificate.localNames("us-east-1"), CLOCK);
    certificate.files();
    Api api = Api.dynamic(model(), "bedrock-runtime");
    Operation<Struct, Struct> operation = api.operation("InvokeModelWithBidirectionalStream");
    Service service = Service.of(api).on(operation, input -> echo(operation, input)).build();
    Services services = new Services((call, called, request) -> {}).add(service);
    VirtualHost hosts = new VirtualHost(List.of("localhost"));
    Protocols protocols = new Protocols();
    Authenticator authenticator =
        new Authenticator(
            new LocalRootCredentials(id -> null, true), CLOCK, hosts, new AuthLimits(MOST, MOST));
    Router router =
        new Router(List.of(api), (found, request) -> protocols.detect(request, found), hosts, MOST);
    server =
        HttpServer.start(
            HttpServerOptions.defaults().tls(certificate),
            new Dispatcher(router, authenticator, services, CLOCK, "us-east-1"),
            new ServerMetrics(),
            CLOCK);
  }

  int port() {
    return server.port();
  }

  private static Struct echo(Operation<?, ?> operation, Struct input) {
    Shape in = operation.input();
    if (!(input.memberAt(in.members().indexOf(in.member("body"))) instanceof EventStream<?> said)) {
      throw new IllegalStateException("no stream");
    }
    Shape union = operation.output().members().getFirst().shape();
    Shape part = union.members().getFirst().shape();
    EventStream<Struct> answer =
        new EventStream<>() {
          @Override
          public @Nullable Struct next() throws IOException, InterruptedException {
            Struct event = said.next();
            return event == null ? null : chunk(capitals(event));
          }

          private Struct chunk(byte[] bytes) {
            @Nullable Object[] values = new @Nullable Object[union.members().size()];
            values[0] = new DynamicStruct(part, new Object[] {bytes});
            return union.create(values);
          }
        };
    return new DynamicStruct(operation.output(), new Object[] {answer});
  }

  private static byte[] capitals(Struct event) {
    if (!(event.memberAt(0) instanceof Struct part)
        || !(part.memberAt(0) instanceof byte[] bytes)) {
      throw new IllegalStateException("no bytes");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.equals("stop")) {
      throw ServiceException.validation("told to stop");
    }
    return text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> model() {
    String path = "/model/{modelId}/invoke-with-bidirectional-stream";
    Map<String, Object> operation =
        Map.of(
            "http", Map.of("method", "POST", "requestUri", path),
            "input", Map.of("shape", "Input"),
            "output", Map.of("shape", "Output"));
    return Map.of(
        "metadata",
        Map.of("protocols", List.of("rest-json"), "signingName", "bedrock"),
        "operations",
        Map.of("InvokeModelWithBidirectionalStream", operation),
        "shapes",
        shapes());
  }

  private static Map<String, Object> shapes() {
    Map<String, Object> modelId =
        Map.of("shape", "ModelId", "location", "uri", "locationName", "modelId");
    Map<String, Object> body = Map.of("shape", "Stream");
    return Map.of(
        "Input", structure(Map.of("modelId", modelId, "body", body), "payload", "body"),
        "Output", structure(Map.of("body", body), "payload", "body"),
        "Stream", structure(Map.of("chunk", Map.of("shape", "Part")), "eventstream", true),
        "Part", structure(Map.of("bytes", Map.of("shape", "PartBody")), "event", true),
        "ModelId", Map.of("type", "string"),
        "PartBody", Map.of("type", "blob"));
  }

  private static Map<String, Object> structure(
      Map<String, Object> members, String fact, Object value) {
    return Map.of("type", "structure", "members", members, fact, value);
  }

  @Override
  public void close() {
    server.close();
  }
}
