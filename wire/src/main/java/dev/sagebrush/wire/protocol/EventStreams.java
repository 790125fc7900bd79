package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.EventStream;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.codec.JsonCodec;
import dev.sagebrush.wire.eventstream.EventDocuments;
import dev.sagebrush.wire.eventstream.EventWriter;
import dev.sagebrush.wire.eventstream.Message;
import dev.sagebrush.wire.eventstream.MessageWriter;
import dev.sagebrush.wire.http.Content;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Streams of events as the content of requests and answers. */
final class EventStreams {

  /** The media type of a stream of events. */
  static final String MEDIA_TYPE = "application/vnd.amazon.eventstream";

  private EventStreams() {}

  /** Whether a request carries a stream of events. */
  static boolean carried(HttpRequest request) {
    return request.headers().get("content-type", "").startsWith(MEDIA_TYPE);
  }

  /**
   * Sends each event as soon as there is one; an error ends the stream as its last message.
   *
   * @param first what goes before the events, or null
   */
  static Content content(
      EventWriter writer, Member member, Struct answer, @Nullable Message first) {
    if (!(answer.memberAt(member.index()) instanceof EventStream<?> stream)) {
      throw new IllegalArgumentException("an answer without its stream " + member);
    }
    Shape union = member.shape();
    return new Content.Written(output -> {
      try (stream) {
        if (first != null) {
          send(output, first);
        }
        events(writer, stream, union, output);
      }
    });
  }

  private static void events(
      EventWriter writer, EventStream<?> stream, Shape union, OutputStream output)
      throws IOException, InterruptedException {
    try {
      for (Struct event = stream.next(); event != null; event = stream.next()) {
        send(output, writer.event(event));
      }
    } catch (ServiceException error) {
      send(output, writer.failure(union, error));
    }
  }

  private static void send(OutputStream output, Message message) throws IOException {
    output.write(MessageWriter.write(message));
    output.flush();
  }

  /** Documents within events, in JSON or CBOR. */
  static EventDocuments documents(JsonCodec codec, String contentType) {
    return new EventDocuments() {
      @Override
      public String contentType() {
        return contentType;
      }

      @Override
      public void read(byte[] document, Shape shape, @Nullable Object[] values) {
        codec.read(document, shape, values);
      }

      @Override
      public byte[] write(Struct struct) {
        return codec.write(struct);
      }
    };
  }
}
