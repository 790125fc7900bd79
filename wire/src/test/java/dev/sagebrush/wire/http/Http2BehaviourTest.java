package dev.sagebrush.wire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** HTTP/2 by prior knowledge, frame by frame (RFC 9113). */
class Http2BehaviourTest {

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** {@code GET / http} with authority {@code a}, from HPACK's static table. */
  private static final byte[] GET = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'};

  /** The same with method POST. */
  private static final byte[] POST = {(byte) 0x83, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'};

  private record Frame(int type, int flags, int stream, byte[] payload) {}

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  private static RawClient open(TestServer server) throws IOException {
    RawClient client = server.raw();
    client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    return client.send(frame(SETTINGS, 0, 0, new byte[0]));
  }

  private static Frame read(RawClient client) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(client.in().readNBytes(9));
    if (head.remaining() < 9) {
      throw new IOException("closed");
    }
    int length = ((head.get() & 0xff) << 16) | (head.getShort() & 0xffff);
    int type = head.get();
    int flags = head.get();
    int stream = head.getInt();
    return new Frame(type, flags, stream, client.in().readNBytes(length));
  }

  private static Frame await(RawClient client, int type) throws IOException {
    Frame frame = read(client);
    while (frame.type() != type) {
      frame = read(client);
    }
    return frame;
  }

  @Test
  void answersStreamsSideBySide() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    HttpHandler handler =
        request -> {
          both.countDown();
          assertTrue(both.await(10, TimeUnit.SECONDS));
          return HttpServerTest.echo(request);
        };
    try (TestServer server = new TestServer(handler);
        RawClient client = open(server)) {
      client.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, GET));
      client.send(frame(HEADERS, END_HEADERS, 3, POST));
      client.send(frame(DATA, END_STREAM, 3, "abc".getBytes(StandardCharsets.UTF_8)));
      Frame first = await(client, DATA);
      Frame second = await(client, DATA);
      Frame posted = first.stream() == 3 ? first : second;
      assertEquals("POST /? - abc", new String(posted.payload(), StandardCharsets.UTF_8));
      assertEquals(4, first.stream() + second.stream());
    }
  }

  @Test
  void aFailureHalfWayResetsTheStreamOnly() throws Exception {
    HttpHandler handler =
        request ->
            new HttpResponse(
                200,
                new Headers(),
                new Content.Written(output -> {
                  output.write('x');
                  output.flush();
                  if (request.method().equals("GET")) {
                    throw new IOException("the disk failed");
                  }
                }));
    try (TestServer server = new TestServer(handler);
        RawClient client = open(server)) {
      client.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, GET));
      assertEquals(1, await(client, RST_STREAM).stream());
      client.send(frame(HEADERS, END_HEADERS | END_STREAM, 3, POST));
      Frame data = await(client, DATA);
      assertEquals(3, data.stream());
    }
  }

  @Test
  void aStreamTheClientResetsFailsTheReader() throws Exception {
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    HttpHandler handler =
        request -> {
          try {
            return HttpServerTest.echo(request);
          } catch (IOException failed) {
            seen.complete(failed);
            throw failed;
          }
        };
    try (TestServer server = new TestServer(handler);
        RawClient client = open(server)) {
      client.send(frame(HEADERS, END_HEADERS, 1, POST));
      client.send(frame(DATA, 0, 1, new byte[100]));
      client.send(frame(RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8}));
      assertTrue(seen.get(10, TimeUnit.SECONDS) instanceof IOException);
    }
  }

  @Test
  void floodsEndTheConnection() throws Exception {
    try (TestServer server = new TestServer(HttpServerTest::echo)) {
      try (RawClient client = open(server)) {
        flood(client, 2000, stream -> frame(PING, 0, 0, new byte[8]));
        assertEndsByGoAway(client);
      }
      try (RawClient client = open(server)) {
        flood(
            client,
            1000,
            stream -> {
              ByteArrayOutputStream two = new ByteArrayOutputStream();
              two.writeBytes(frame(HEADERS, END_HEADERS, 2 * stream + 1, POST));
              two.writeBytes(frame(RST_STREAM, 0, 2 * stream + 1, new byte[] {0, 0, 0, 8}));
              return two.toByteArray();
            });
        assertEndsByGoAway(client);
      }
    }
  }

  private interface Frames {
    byte[] of(int number);
  }

  private static void flood(RawClient client, int count, Frames frames) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.writeBytes(frames.of(i));
    }
    client.send(all.toByteArray());
  }

  /** A reset may overtake the farewell: both are an end. */
  private static void assertEndsByGoAway(RawClient client) {
    try {
      Frame end = await(client, GOAWAY);
      assertEquals(11, ByteBuffer.wrap(end.payload()).getInt(4), "ENHANCE_YOUR_CALM");
    } catch (IOException ended) {
      assertTrue(
          String.valueOf(ended.getMessage()).matches("closed|Connection reset.*|Broken pipe"),
          ended.getMessage());
    }
  }

  @Test
  void aStopSaysGoodbyeAndFinishes() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    HttpHandler handler =
        request -> {
          running.countDown();
          assertTrue(release.await(10, TimeUnit.SECONDS));
          return HttpServerTest.echo(request);
        };
    try (TestServer server = new TestServer(handler);
        RawClient client = open(server)) {
      client.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, GET));
      assertTrue(running.await(10, TimeUnit.SECONDS));
      Thread stopping = Thread.ofVirtual().start(server.server::close);
      await(client, GOAWAY);
      release.countDown();
      assertEquals("GET /? - ", new String(await(client, DATA).payload(), StandardCharsets.UTF_8));
      assertTrue(stopping.join(Duration.ofSeconds(10)));
    }
  }
}
