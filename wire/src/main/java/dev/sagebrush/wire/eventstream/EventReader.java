package dev.sagebrush.wire.eventstream;

import dev.sagebrush.model.EventStream;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.codec.Malformed;
import dev.sagebrush.wire.codec.Percent;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events a client sends. Those of a signed stream have been verified and taken out of
 * their envelopes before.
 */
public final class EventReader implements EventStream<Struct> {

  private final InputStream stream;
  private final MessageReader messages;
  private final Shape union;
  private final EventDocuments documents;
  private boolean ended;

  /** A reader of events of a union. */
  public EventReader(InputStream stream, Shape union, EventDocuments documents) {
    this.stream = stream;
    this.messages = new MessageReader(stream);
    this.union = union;
    this.documents = documents;
  }

  /**
   * Reads the first message of an RPC protocol: the members beside the stream.
   *
   * @throws Malformed when it is another
   */
  public void initial(String type, Shape shape, @Nullable Object[] values) throws IOException {
    Message message = message();
    if (message == null || !type.equals(message.text(":event-type"))) {
      throw new Malformed("The event stream must begin with " + type);
    }
    documents.read(message.payload(), shape, values);
  }

  @Override
  public @Nullable Struct next() throws IOException {
    try {
      Message message = message();
      return message == null ? null : event(message);
    } catch (Malformed malformed) {
      throw ServiceException.of("SerializationException", 400, malformed.message());
    }
  }

  private @Nullable Message message() throws IOException {
    Message message = ended ? null : messages.next();
    ended = message == null;
    return message;
  }

  private Struct event(Message message) {
    String type = message.text(":event-type");
    Member member = type == null ? null : union.member(type);
    if (member == null || !"event".equals(message.text(":message-type"))) {
      throw new Malformed("Unknown event of " + union.name());
    }
    @Nullable Object[] values = new @Nullable Object[union.members().size()];
    values[member.index()] = event(member.shape(), message);
    return union.create(values);
  }

  private Struct event(Shape shape, Message message) {
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    Member payload = null;
    boolean document = false;
    for (Member member : shape.members()) {
      if (member.eventHeader()) {
        values[member.index()] = header(member.shape(), message.headers().get(member.wireName()));
      } else if (member.eventPayload()) {
        payload = member;
      } else {
        document = true;
      }
    }
    if (payload != null) {
      values[payload.index()] = payload(payload.shape(), message.payload());
    } else if (document && message.payload().length > 0) {
      documents.read(message.payload(), shape, values);
    }
    return shape.create(values);
  }

  private Object payload(Shape shape, byte[] payload) {
    return switch (shape.type()) {
      case BLOB -> payload;
      case STRING -> Percent.utf8(payload);
      default -> {
        @Nullable Object[] values = new @Nullable Object[shape.members().size()];
        documents.read(payload, shape, values);
        yield shape.create(values);
      }
    };
  }

  private static @Nullable Object header(Shape shape, @Nullable Object value) {
    Object held =
        value instanceof Byte || value instanceof Short ? ((Number) value).intValue() : value;
    boolean fits =
        switch (held) {
          case null -> true;
          case Boolean _ -> shape.type() == ShapeType.BOOLEAN;
          case Long _ -> shape.type() == ShapeType.LONG;
          case String _ -> shape.type() == ShapeType.STRING;
          case byte[] _ -> shape.type() == ShapeType.BLOB;
          case java.time.Instant _ -> shape.type() == ShapeType.TIMESTAMP;
          case Integer _ ->
              shape.type() == ShapeType.INTEGER
                  || shape.type() == ShapeType.SHORT
                  || shape.type() == ShapeType.BYTE;
          default -> false;
        };
    if (!fits) {
      throw new Malformed("A header of an event does not fit " + shape.name());
    }
    return held;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
