package dev.sagebrush.wire.http;

import dev.sagebrush.model.Body;
import dev.sagebrush.model.ServiceException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its response: runs the handler on a virtual thread and sends what it answers. */
final class Exchange implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int PIECE = 64 << 10;
  private static final byte[] NOTHING = {};

  private final ServerContext server;
  private final Peer peer;
  private final HttpRequest request;
  private final RequestBody body;
  private final long startNanos = System.nanoTime();
  private final Sender sender;
  private @Nullable HttpResponse response;
  private int status;
  private boolean begun;
  private boolean accounted;

  Exchange(ServerContext server, Peer peer, HttpRequest request, RequestBody body) {
    this.server = server;
    this.peer = peer;
    this.request = request;
    this.body = body;
    sender =
        new Sender(
            peer.channel(), server.limits().bufferBytes(), server.limits().writeStall().toNanos());
  }

  RequestBody body() {
    return body;
  }

  /** Answers on a virtual thread, or at once when too many requests are being answered. */
  void start() {
    if (server.metrics().inFlight.incrementAndGet() > server.limits().requests()) {
      server.metrics().refused.increment();
      deliver(plain(503, "Please reduce your request rate."));
      return;
    }
    Thread.ofVirtual().name("request-".concat(request.id())).start(this);
  }

  @Override
  public void run() {
    deliver(answer());
  }

  private HttpResponse answer() {
    try {
      return server.handler().handle(request);
    } catch (Exception | Error failed) {
      return failure(failed);
    }
  }

  private HttpResponse failure(Throwable failed) {
    if (failed instanceof ServiceException told) {
      return plain(told.status(), told.code() + ": " + told.getMessage());
    }
    LOG.error("request {} failed", request.id(), failed);
    return plain(500, "The server failed on this request; its log has the reason.");
  }

  /** A short answer in plain text, for requests that no protocol codec could answer. */
  static HttpResponse plain(int status, String message) {
    Headers headers = new Headers().add("content-type", "text/plain; charset=utf-8");
    return HttpResponse.of(status, headers, (message + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a response, or cuts the connection when that fails half way. */
  private void deliver(HttpResponse answer) {
    try {
      send(answer);
    } catch (ClientGoneException gone) {
      LOG.debug("response to {} broke off", request.id(), gone);
      cut();
    } catch (Exception | Error failed) {
      if (begun) {
        LOG.error("response to {} failed half way", request.id(), failed);
        cut();
      } else {
        // Its text cannot be what failed before, so this goes at most one level deep.
        deliver(failure(failed));
      }
    } finally {
      release(answer.content());
    }
  }

  private void release(Content content) {
    try {
      switch (content) {
        case Content.FileStretch stretch -> stretch.body().close();
        case Content.Stream stream -> stream.stream().close();
        case Content.Bytes bytes -> {}
        case Content.Written written -> {}
        case Content.None none -> {}
      }
    } catch (Exception failed) {
      LOG.warn("content of {} could not be closed", request.id(), failed);
    }
  }

  private void send(HttpResponse answer) throws Exception {
    response = answer;
    status = answer.status();
    boolean silent =
        request.method().equals("HEAD") || status == 204 || status == 304 || status < 200;
    switch (answer.content()) {
      case Content.None none -> sendNothing(answer, none, silent);
      case Content.Bytes bytes when silent -> whole(answer, bytes.bytes().length, true, NOTHING);
      case Content.FileStretch stretch when silent ->
          whole(answer, stretch.length(), true, NOTHING);
      case Content.Stream stream when silent -> whole(answer, stream.length(), true, NOTHING);
      case Content.Written written when silent -> whole(answer, Peer.ABSENT, true, NOTHING);
      case Content.Bytes bytes -> sendBytes(answer, bytes.bytes());
      case Content.FileStretch stretch -> sendFile(answer, stretch);
      case Content.Stream stream -> sendStream(stream);
      case Content.Written written -> sendWritten(answer, written);
    }
  }

  private void sendNothing(HttpResponse answer, Content.None none, boolean silent)
      throws IOException {
    if (!silent && none.length() > 0) {
      throw new IllegalStateException(
          "a " + request.method() + " cannot announce a length and send nothing");
    }
    long length = none.length() >= 0 ? none.length() : silent ? Peer.ABSENT : 0;
    whole(answer, length, true, NOTHING);
  }

  private void whole(HttpResponse answer, long length, boolean silent, byte[] bytes)
      throws IOException {
    Object head = peer.head(status, answer.headers(), length, silent);
    begun = true;
    sender.run(() -> {
      peer.writeWhole(head, bytes);
      finish(bytes.length);
    });
  }

  private void sendBytes(HttpResponse answer, byte[] bytes) throws IOException {
    if (bytes.length <= server.limits().bufferBytes()) {
      whole(answer, bytes.length, false, bytes);
      return;
    }
    begin(bytes.length);
    for (int from = 0; from < bytes.length; from += PIECE) {
      send(Unpooled.wrappedBuffer(bytes, from, Math.min(PIECE, bytes.length - from)));
    }
    end();
  }

  private void sendFile(HttpResponse answer, Content.FileStretch stretch) throws IOException {
    if (stretch.length() == 0) {
      whole(answer, 0, false, NOTHING);
      return;
    }
    begin(stretch.length());
    if (peer.takesRegions()) {
      sender.send(region(stretch), stretch.length());
      sender.awaitAll(false);
    } else {
      long done = 0;
      while (done < stretch.length()) {
        int size = (int) Math.min(PIECE, stretch.length() - done);
        ByteBuf piece = peer.channel().alloc().directBuffer(size);
        done += fill(piece, stretch.file(), stretch.position() + done, size);
        send(piece);
      }
    }
    end();
  }

  private static FileRegion region(Content.FileStretch stretch) throws IOException {
    if (stretch.length() >= WindowRegion.WORTHWHILE) {
      Body.Window first = stretch.body().window(0);
      if (first != null) {
        return new WindowRegion(stretch.body(), first);
      }
    }
    return new Region(stretch.file(), stretch.position(), stretch.length());
  }

  private static int fill(ByteBuf piece, FileChannel file, long position, int size)
      throws IOException {
    int read = -1;
    try {
      read = piece.writeBytes(file, position, size);
    } finally {
      if (read <= 0) {
        piece.release();
      }
    }
    if (read <= 0) {
      throw new EOFException("the file ends before the stretch that was promised");
    }
    return read;
  }

  private void sendStream(Content.Stream stream) throws IOException {
    begin(stream.length());
    long done = 0;
    while (done < stream.length()) {
      int size = (int) Math.min(PIECE, stream.length() - done);
      byte[] piece = stream.stream().readNBytes(size);
      if (piece.length < size) {
        throw new EOFException("the stream ends before the length that was promised");
      }
      send(Unpooled.wrappedBuffer(piece));
      done += size;
    }
    end();
  }

  private void sendWritten(HttpResponse answer, Content.Written written) throws Exception {
    ContentOutput output = new ContentOutput(this);
    written.writer().write(output);
    if (output.begun()) {
      output.flush();
      end();
    } else {
      byte[] bytes = output.whole();
      whole(answer, bytes.length, false, bytes);
    }
  }

  /** Sends the head of content whose length shows at its end. */
  void begin() throws IOException {
    begin(Peer.UNKNOWN);
  }

  private void begin(long length) throws IOException {
    HttpResponse answer = response;
    if (answer == null) {
      throw new IllegalStateException("no response to begin");
    }
    Object head = peer.head(status, answer.headers(), length, false);
    begun = true;
    sender.run(() -> {
      peer.writeHead(head);
      if (length == Peer.UNKNOWN) {
        peer.channel().flush();
      }
    });
  }

  /** An empty buffer for a piece of content. */
  ByteBuf buffer(int size) {
    return peer.channel().alloc().buffer(size, size);
  }

  /** Sends a piece of content, which it takes over. */
  void send(ByteBuf piece) throws IOException {
    int size = piece.readableBytes();
    sender.send(peer.data(piece), size);
  }

  private void end() throws IOException {
    sender.awaitAll(true);
    sender.run(() -> {
      peer.writeEnd();
      finish(sender.sent());
    });
  }

  private void finish(long sent) {
    account(sent);
    peer.finish();
  }

  private void cut() {
    try {
      sender.run(() -> {
        server.metrics().aborted.increment();
        account(sender.sent());
        peer.cut();
      });
    } catch (ClientGoneException stopped) {
      LOG.debug("no event loop left to cut {}", request.id(), stopped);
    }
  }

  private void account(long sent) {
    body.close();
    if (accounted) {
      return;
    }
    accounted = true;
    HttpMetrics metrics = server.metrics();
    metrics.inFlight.decrementAndGet();
    long nanos = System.nanoTime() - startNanos;
    metrics.answered(peer.protocol(), status, body.received(), sent, nanos);
    AccessLog.write(request, peer.protocol().name(), status, body.received(), sent, nanos);
  }

  /** A stretch of a file that stays open when it has been sent. */
  private static final class Region extends DefaultFileRegion {
    Region(FileChannel file, long position, long count) {
      super(file, position, count);
    }

    @Override
    protected void deallocate() {
      // Closing the body closes the file: others may be reading it.
    }
  }
}
