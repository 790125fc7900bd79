package dev.sagebrush.wire.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends exactly what it is told, well-formed or not. */
final class RawClient implements AutoCloseable {

  /** An answer; the body is decoded when chunked. */
  record Answer(int status, String head, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    boolean says(String headerLine) {
      return head.toLowerCase(Locale.ROOT).contains("\r\n" + headerLine.toLowerCase(Locale.ROOT));
    }
  }

  final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(10_000);
    in = socket.getInputStream();
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("closed after: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  Answer answer() throws IOException {
    return answer(true);
  }

  Answer answer(boolean withBody) throws IOException {
    String head = head();
    int status = Integer.parseInt(head.substring(9, 12));
    String lower = head.toLowerCase(Locale.ROOT);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int length = lower.indexOf("\r\ncontent-length: ");
    if (!withBody) {
      return new Answer(status, head, new byte[0]);
    } else if (length >= 0) {
      int from = length + "\r\ncontent-length: ".length();
      exactly(body, Integer.parseInt(lower.substring(from, lower.indexOf('\r', from))));
    } else if (lower.contains("transfer-encoding: chunked")) {
      int size = Integer.parseInt(line(), 16);
      while (size > 0) {
        exactly(body, size);
        line();
        size = Integer.parseInt(line(), 16);
      }
      line();
    } else if (status != 204 && status != 304) {
      in.transferTo(body);
    }
    return new Answer(status, head, body.toByteArray());
  }

  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next != '\n') {
      if (next < 0) {
        throw new EOFException("closed after: " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
      next = in.read();
    }
    return line.toString();
  }

  private void exactly(ByteArrayOutputStream body, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("closed after " + bytes.length + " of " + size);
    }
    body.writeBytes(bytes);
  }

  /** Whether the server has closed the connection; waits for it. */
  boolean closed() throws IOException {
    return in.read() < 0;
  }

  InputStream in() {
    return in;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
