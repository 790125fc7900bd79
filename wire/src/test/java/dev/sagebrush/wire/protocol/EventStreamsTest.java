package dev.sagebrush.wire.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.EventStream;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.logs.CloudWatchLogsApi;
import dev.sagebrush.model.logs.LiveTailSessionStart;
import dev.sagebrush.model.logs.StartLiveTailResponse;
import dev.sagebrush.model.logs.StartLiveTailResponseStream;
import dev.sagebrush.model.s3.RecordsEvent;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.SelectObjectContentEventStream;
import dev.sagebrush.model.s3.SelectObjectContentOutput;
import dev.sagebrush.model.s3.Stats;
import dev.sagebrush.model.s3.StatsEvent;
import dev.sagebrush.wire.eventstream.Message;
import dev.sagebrush.wire.eventstream.MessageReader;
import dev.sagebrush.wire.eventstream.MessageWriter;
import dev.sagebrush.wire.http.Content;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

  private static final Protocols PROTOCOLS = new Protocols();
  private static final HttpRequest POST = Exchange.request("POST", "/", "");

  /** Events at hand, then perhaps a failure. */
  private record Prepared<E extends Struct>(Iterator<E> events, ServiceException failure)
      implements EventStream<E> {
    @Override
    public E next() {
      if (events.hasNext()) {
        return events.next();
      }
      if (failure != null) {
        throw failure;
      }
      return null;
    }
  }

  private static List<Message> sent(HttpResponse response) throws Exception {
    assertEquals("application/vnd.amazon.eventstream", response.headers().get("content-type"));
    Content.Written content = assertInstanceOf(Content.Written.class, response.content());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    content.writer().write(bytes);
    MessageReader reader = new MessageReader(new ByteArrayInputStream(bytes.toByteArray()));
    List<Message> messages = new ArrayList<>();
    for (Message message = reader.next(); message != null; message = reader.next()) {
      messages.add(message);
    }
    return messages;
  }

  @Test
  void restXmlSendsPayloadsAndDocuments() throws Exception {
    List<SelectObjectContentEventStream> events =
        List.of(
            SelectObjectContentEventStream.builder()
                .records(
                    RecordsEvent.builder().payload("a,b".getBytes(StandardCharsets.UTF_8)).build())
                .build(),
            SelectObjectContentEventStream.builder()
                .stats(
                    StatsEvent.builder().details(Stats.builder().bytesScanned(7L).build()).build())
                .build());
    SelectObjectContentOutput answer =
        SelectObjectContentOutput.builder()
            .payload(
                new Prepared<>(
                    events.iterator(), ServiceException.of("InternalError", 500, "broken")))
            .build();
    List<Message> messages =
        sent(PROTOCOLS.of("rest-xml", S3Api.API).write(S3Api.SELECT_OBJECT_CONTENT, answer, POST));
    assertEquals("Records", messages.get(0).text(":event-type"));
    assertEquals("application/octet-stream", messages.get(0).text(":content-type"));
    assertArrayEquals("a,b".getBytes(StandardCharsets.UTF_8), messages.get(0).payload());
    assertEquals("text/xml", messages.get(1).text(":content-type"));
    assertEquals(
        "<Stats><BytesScanned>7</BytesScanned></Stats>",
        new String(messages.get(1).payload(), StandardCharsets.UTF_8));
    assertEquals("error", messages.get(2).text(":message-type"));
    assertEquals("InternalError", messages.get(2).text(":error-code"));
    assertEquals(3, messages.size());
  }

  @Test
  void rpcBeginsWithAnInitialResponse() throws Exception {
    StartLiveTailResponseStream event =
        StartLiveTailResponseStream.builder()
            .sessionStart(LiveTailSessionStart.builder().sessionId("s").build())
            .build();
    StartLiveTailResponse answer =
        StartLiveTailResponse.builder()
            .responseStream(new Prepared<>(List.of(event).iterator(), null))
            .build();
    List<Message> messages =
        sent(
            PROTOCOLS
                .of("json", CloudWatchLogsApi.API)
                .write(CloudWatchLogsApi.START_LIVE_TAIL, answer, POST));
    assertEquals("initial-response", messages.get(0).text(":event-type"));
    assertEquals("sessionStart", messages.get(1).text(":event-type"));
    assertEquals(
        "{\"sessionId\":\"s\"}", new String(messages.get(1).payload(), StandardCharsets.UTF_8));
  }

  @Test
  void eventsAreReadOneAfterTheOther() throws Exception {
    Message said =
        new Message(
            Map.of(":message-type", "event", ":event-type", "Said"),
            "{\"text\":\"hi\"}".getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(MessageWriter.write(said));
    bytes.write(MessageWriter.write(said));
    HttpRequest request =
        new HttpRequest(
            "POST",
            "/chat",
            "",
            new Headers().add("content-type", EventStreams.MEDIA_TYPE),
            new ByteArrayInputStream(bytes.toByteArray()),
            false,
            "127.0.0.1",
            Exchange.ID);
    Api api = Chat.api("rest-json");
    Operation<?, ?> operation = api.operation("Chat");
    Struct input = PROTOCOLS.of("rest-json", api).read(operation, request, Map.of());
    Object value = input.memberAt(1);
    assertTrue(value instanceof EventStream<?>);
    try (EventStream<?> stream = (EventStream<?>) value) {
      for (int i = 0; i < 2; i++) {
        Struct event = stream.next();
        assertNotNull(event);
        Struct text = assertInstanceOf(Struct.class, event.memberAt(0));
        Member member = text.modelShape().member("text");
        assertNotNull(member);
        assertEquals("hi", text.memberAt(member.index()));
      }
      assertNull(stream.next());
    }
  }
}
