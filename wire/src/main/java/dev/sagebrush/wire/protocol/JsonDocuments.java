package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.codec.JsonCodec;
import dev.sagebrush.wire.codec.Limits;
import dev.sagebrush.wire.codec.Malformed;
import dev.sagebrush.wire.eventstream.EventDocuments;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** REST with JSON documents. Source: Smithy specification, "AWS restJson1 protocol". */
final class JsonDocuments implements Documents {

  private final JsonCodec codec;

  JsonDocuments(JsonCodec codec) {
    this.codec = codec;
  }

  @Override
  public Limits limits() {
    return codec.limits();
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public void read(byte[] document, Shape shape, @Nullable Object[] values) {
    codec.read(document, shape, values);
  }

  @Override
  public Object readPayload(byte[] document, Member payload) {
    return codec.readValue(document, payload);
  }

  @Override
  public byte[] write(Operation<?, ?> operation, Struct answer) {
    return codec.write(answer);
  }

  @Override
  public byte[] writePayload(Operation<?, ?> operation, Member payload, Object value) {
    return codec.write(writer -> writer.value(payload, value));
  }

  @Override
  public EventDocuments events() {
    return EventStreams.documents(codec, contentType());
  }

  @Override
  public ServiceException malformedBody(Malformed malformed) {
    return ServiceException.of("SerializationException", 400, malformed.message());
  }

  @Override
  public ServiceException malformedBinding(Malformed malformed) {
    return malformedBody(malformed);
  }

  @Override
  public boolean guarded() {
    return true;
  }

  @Override
  public boolean always(Operation<?, ?> operation) {
    return operation.output() != Shape.UNIT;
  }

  @Override
  public Headers headers(HttpRequest request) {
    return Replies.headers(request);
  }

  @Override
  public HttpResponse error(
      Api api, @Nullable Operation<?, ?> operation, ServiceException error, HttpRequest request) {
    Headers headers =
        headers(request).add("content-type", contentType()).add("x-amzn-errortype", error.code());
    Struct detail = error.detail();
    if (detail != null) {
      HttpBindings.write(detail, headers);
    }
    byte[] document =
        codec.write(writer -> {
          writer.begin();
          String message = Replies.addedMessage(error);
          if (message != null) {
            writer.field("message", message);
          }
          if (detail != null) {
            writer.members(detail);
          }
          writer.end();
        });
    return HttpResponse.of(error.status(), headers, document);
  }
}
