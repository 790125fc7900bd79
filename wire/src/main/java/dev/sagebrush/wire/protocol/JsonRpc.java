package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.codec.JsonCodec;
import dev.sagebrush.wire.codec.Malformed;
import dev.sagebrush.wire.codec.Notation;
import dev.sagebrush.wire.eventstream.EventDocuments;
import dev.sagebrush.wire.eventstream.EventReader;
import dev.sagebrush.wire.eventstream.EventWriter;
import dev.sagebrush.wire.eventstream.Message;
import dev.sagebrush.wire.http.Content;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON RPC 1.0 and 1.1, its CBOR form, and Smithy RPC v2 CBOR: one POST, one document each way.
 * Sources: Smithy specification, "AWS JSON 1.0/1.1 protocol", "Smithy RPC v2 CBOR protocol".
 */
final class JsonRpc implements Protocol {

  private static final byte[] NOTHING = {};

  private final JsonCodec codec;

  JsonRpc(JsonCodec codec) {
    this.codec = codec;
  }

  @Override
  public Struct read(Operation<?, ?> operation, HttpRequest request, Map<String, String> labels)
      throws IOException {
    Shape shape = operation.input();
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    Member events = HttpPlan.of(shape).events();
    try {
      if (events != null && EventStreams.carried(request)) {
        EventReader reader =
            new EventReader(request.body(), events.shape(), documents(operation.api()));
        reader.initial("initial-request", shape, values);
        values[events.index()] = reader;
      } else {
        codec.read(Bodies.whole(request, codec.limits()), shape, values);
      }
    } catch (Malformed malformed) {
      throw ServiceException.of("SerializationException", 400, malformed.message());
    }
    return shape.create(values);
  }

  @Override
  public HttpResponse write(Operation<?, ?> operation, Struct answer, HttpRequest request) {
    Headers headers = headers(request);
    if (codec.notation() == Notation.CBOR && operation.output() == Shape.UNIT) {
      return HttpResponse.of(operation.status(), headers, NOTHING);
    }
    Member events = HttpPlan.of(answer.modelShape()).events();
    if (events != null) {
      EventWriter writer = new EventWriter(documents(operation.api()));
      Message first = writer.initial("initial-response", answer);
      headers.add("content-type", EventStreams.MEDIA_TYPE);
      Content content = EventStreams.content(writer, events, answer, first);
      return new HttpResponse(operation.status(), headers, content);
    }
    headers.add("content-type", contentType(operation.api()));
    byte[] document = operation.output() == Shape.UNIT ? NOTHING : codec.write(answer);
    return HttpResponse.of(operation.status(), headers, document);
  }

  @Override
  public HttpResponse error(
      Api api, @Nullable Operation<?, ?> operation, ServiceException error, HttpRequest request) {
    Headers headers = headers(request).add("content-type", contentType(api));
    if (codec.notation() != Notation.CBOR) {
      headers.add("x-amzn-errortype", error.code());
    }
    Replies.queryError(api, error, headers);
    byte[] document =
        codec.write(writer -> {
          writer.begin();
          writer.field("__type", Replies.type(api, error));
          String message = Replies.addedMessage(error);
          if (message != null) {
            writer.field("message", message);
          }
          Struct detail = error.detail();
          if (detail != null) {
            writer.members(detail);
          }
          writer.end();
        });
    return HttpResponse.of(error.status(), headers, document);
  }

  private Headers headers(HttpRequest request) {
    Headers headers = Replies.headers(request);
    return codec.notation() == Notation.CBOR
        ? headers.add("smithy-protocol", "rpc-v2-cbor")
        : headers;
  }

  private EventDocuments documents(Api api) {
    return EventStreams.documents(codec, contentType(api));
  }

  private String contentType(Api api) {
    return switch (codec.notation()) {
      case JSON ->
          "1.0".equals(api.jsonVersion())
              ? "application/x-amz-json-1.0"
              : "application/x-amz-json-1.1";
      case CBOR -> "application/cbor";
      case CBOR_MILLIS -> "application/x-amz-cbor-1.1";
    };
  }
}
