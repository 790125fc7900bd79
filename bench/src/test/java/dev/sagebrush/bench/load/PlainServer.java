package dev.sagebrush.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with what it was sent, in the form the path names, and counts. */
final class PlainServer implements AutoCloseable {

  private final ServerSocket listener;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofVirtual().name("plain-server").factory());
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();

  PlainServer() throws IOException {
    listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    threads.execute(this::acceptAll);
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", listener.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  int answers() {
    return answers.get();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        threads.execute(() -> serve(socket));
      }
    } catch (SocketException closed) {
      threads.shutdown();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean open = true;
      while (open) {
        String start = line(in);
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          String lower = line.toLowerCase(Locale.ROOT);
          if (lower.startsWith("content-length:")) {
            length = Integer.parseInt(lower.substring(15).strip());
          }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        open = answer(socket.getOutputStream(), start.split(" ")[1], body);
        answers.incrementAndGet();
      }
    } catch (EOFException | SocketException gone) {
      connections.get(); // The client has what it wanted.
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Whether the connection stays open. */
  private static boolean answer(OutputStream out, String path, String body) throws IOException {
    String length = "Content-Length: " + body.length() + "\r\n\r\n" + body;
    String text =
        switch (path) {
          case "/whole" -> "HTTP/1.1 200 OK\r\n" + length;
          case "/chunked" ->
              "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + Integer.toHexString(body.length())
                  + "\r\n"
                  + body
                  + "\r\n0\r\nx-trailer: 1\r\n\r\n";
          case "/closing" -> "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
          case "/old" -> "HTTP/1.0 200 OK\r\n\r\n" + body;
          default -> "HTTP/1.1 404 Not Found\r\nContent-Length: 13\r\n\r\nno such thing";
        };
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    return !path.equals("/closing") && !path.equals("/old");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      text.append(next == '\r' ? "" : (char) next);
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
