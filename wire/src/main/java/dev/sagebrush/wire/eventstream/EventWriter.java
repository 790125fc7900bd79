package dev.sagebrush.wire.eventstream;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes messages of events. */
public final class EventWriter {

  private static final byte[] NOTHING = {};

  private final EventDocuments documents;

  /** A writer whose documents are written so. */
  public EventWriter(EventDocuments documents) {
    this.documents = documents;
  }

  /** The first message of an RPC protocol: the members beside the stream. */
  public Message initial(String type, Struct struct) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put(":message-type", "event");
    headers.put(":event-type", type);
    headers.put(":content-type", documents.contentType());
    return new Message(headers, documents.write(struct));
  }

  /**
   * An event.
   *
   * @param union whose one member that is set is the event
   */
  public Message event(Struct union) {
    for (Member member : union.modelShape().members()) {
      if (union.memberAt(member.index()) instanceof Struct event) {
        boolean exception = event.modelShape().error() != null;
        return event(member.name(), event, exception);
      }
    }
    throw new IllegalArgumentException(union.modelShape() + " has no event");
  }

  private Message event(String type, Struct event, boolean exception) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put(":message-type", exception ? "exception" : "event");
    headers.put(exception ? ":exception-type" : ":event-type", type);
    Member payload = null;
    boolean document = false;
    for (Member member : event.modelShape().members()) {
      Object value = event.memberAt(member.index());
      if (member.eventHeader()) {
        if (value != null) {
          headers.put(member.wireName(), header(member.shape(), value));
        }
      } else if (member.eventPayload()) {
        payload = member;
      } else {
        document = true;
      }
    }
    if (payload != null) {
      return payload(headers, event.memberAt(payload.index()));
    }
    if (document || exception) {
      headers.put(":content-type", documents.contentType());
      return new Message(headers, documents.write(event));
    }
    return new Message(headers, NOTHING);
  }

  private Message payload(Map<String, Object> headers, @Nullable Object value) {
    return switch (value) {
      case null -> new Message(headers, NOTHING);
      case byte[] bytes -> {
        headers.put(":content-type", "application/octet-stream");
        yield new Message(headers, bytes);
      }
      case String text -> {
        headers.put(":content-type", "text/plain");
        yield new Message(headers, text.getBytes(StandardCharsets.UTF_8));
      }
      case Struct struct -> {
        headers.put(":content-type", documents.contentType());
        yield new Message(headers, documents.write(struct));
      }
      default -> throw new IllegalArgumentException("no payload: " + value.getClass());
    };
  }

  private static Object header(Shape shape, Object value) {
    return switch (shape.type()) {
      case BYTE -> ((Integer) value).byteValue();
      case SHORT -> ((Integer) value).shortValue();
      default -> value;
    };
  }

  /** The last message of a stream that fails. */
  public Message failure(Shape union, ServiceException error) {
    Struct detail = error.detail();
    if (detail != null) {
      for (Member member : union.members()) {
        if (member.shape().name().equals(detail.modelShape().name())) {
          return event(member.name(), detail, true);
        }
      }
    }
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put(":message-type", "error");
    headers.put(":error-code", error.code());
    headers.put(":error-message", Objects.requireNonNullElse(error.getMessage(), ""));
    return new Message(headers, NOTHING);
  }
}
