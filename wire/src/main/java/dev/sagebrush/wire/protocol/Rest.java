package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Body;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.codec.Defaults;
import dev.sagebrush.wire.codec.Malformed;
import dev.sagebrush.wire.codec.Percent;
import dev.sagebrush.wire.eventstream.EventReader;
import dev.sagebrush.wire.eventstream.EventWriter;
import dev.sagebrush.wire.http.Content;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The REST protocols: members travel in path, query string, header and status, and the others in a
 * document or alone as the body. Source: Smithy specification, "HTTP binding traits".
 */
final class Rest implements Protocol {

  private final Documents documents;

  Rest(Documents documents) {
    this.documents = documents;
  }

  @Override
  public Struct read(Operation<?, ?> operation, HttpRequest request, Map<String, String> labels)
      throws IOException {
    Shape shape = operation.input();
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    HttpPlan plan = HttpPlan.of(shape);
    try {
      HttpBindings.read(plan, request, labels, documents.limits().parameters(), values);
    } catch (Malformed malformed) {
      throw documents.malformedBinding(malformed);
    }
    Member payload = plan.payload();
    if (documents.guarded()) {
      RequestGuard.accept(operation, plan, request, documents.contentType());
    }
    Member events = plan.events();
    if (events != null) {
      values[events.index()] = new EventReader(request.body(), events.shape(), documents.events());
      return shape.create(values);
    }
    if (payload != null && payload.streaming()) {
      values[payload.index()] = Bodies.streamed(request);
      return shape.create(values);
    }
    byte[] body = Bodies.whole(request, documents.limits());
    if (documents.guarded()) {
      RequestGuard.contentType(operation, plan, request, documents.contentType(), body.length == 0);
    }
    try {
      if (payload != null) {
        values[payload.index()] = body.length == 0 ? null : payload(payload, body);
      } else if (plan.body() && body.length > 0) {
        documents.read(body, shape, values);
      }
      Defaults.fill(shape, values);
    } catch (Malformed malformed) {
      throw documents.malformedBody(malformed);
    }
    return shape.create(values);
  }

  private Object payload(Member member, byte[] body) {
    return switch (member.shape().type()) {
      case BLOB -> body;
      case STRING -> Percent.utf8(body);
      default -> documents.readPayload(body, member);
    };
  }

  @Override
  public HttpResponse write(Operation<?, ?> operation, Struct answer, HttpRequest request) {
    HttpPlan plan = HttpPlan.of(answer.modelShape());
    Headers headers = documents.headers(request);
    HttpBindings.write(answer, headers);
    int status = HttpBindings.status(plan, answer, headers, operation.status());
    Content content = content(operation, plan, answer, headers);
    if (request.method().equals("HEAD") || status == 304 || status == 204) {
      content = new Content.None(announced(headers));
    }
    return new HttpResponse(status, headers, content);
  }

  /** The length that an answer without content states in a member, as HeadObject does. */
  private static long announced(Headers headers) {
    String length = headers.get("content-length");
    return length == null ? -1 : Long.parseLong(length);
  }

  private Content content(
      Operation<?, ?> operation, HttpPlan plan, Struct answer, Headers headers) {
    Member events = plan.events();
    if (events != null) {
      headers.set("content-type", EventStreams.MEDIA_TYPE);
      return EventStreams.content(new EventWriter(documents.events()), events, answer, null);
    }
    Member payload = plan.payload();
    if (payload == null) {
      if (!plan.body() && !documents.always(operation)) {
        return new Content.Bytes(new byte[0]);
      }
      headers.set("content-type", documents.contentType());
      return new Content.Bytes(documents.write(operation, answer));
    }
    Object value = answer.memberAt(payload.index());
    if (value != null && payload.shape().type() == ShapeType.DOCUMENT) {
      headers.set("content-type", documents.contentType());
      return new Content.Bytes(documents.writePayload(operation, payload, value));
    }
    return switch (value) {
      case null -> new Content.Bytes(new byte[0]);
      case Body body -> {
        typed(headers, payload, "application/octet-stream");
        yield Bodies.content(body);
      }
      case byte[] bytes -> {
        typed(headers, payload, "application/octet-stream");
        yield new Content.Bytes(bytes);
      }
      case String text -> {
        typed(headers, payload, "text/plain");
        yield new Content.Bytes(text.getBytes(StandardCharsets.UTF_8));
      }
      default -> {
        typed(headers, payload, documents.contentType());
        yield new Content.Bytes(documents.writePayload(operation, payload, value));
      }
    };
  }

  private static void typed(Headers headers, Member payload, String otherwise) {
    if (!headers.has("content-type")) {
      String mediaType = payload.shape().mediaType();
      headers.add("content-type", mediaType == null ? otherwise : mediaType);
    }
  }

  @Override
  public HttpResponse error(
      Api api, @Nullable Operation<?, ?> operation, ServiceException error, HttpRequest request) {
    return documents.error(api, operation, error, request);
  }
}
