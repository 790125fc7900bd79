package dev.sagebrush.bench.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One connection: sends requests that are ready made, reads answers whole, and connects anew when
 * the server closes. Not for several threads.
 */
public final class Exchange implements AutoCloseable {

  private static final int BUFFER = 16 << 10;
  private static final int LONGEST_LINE = 16 << 10;

  private final Endpoint server;
  private @Nullable Socket socket;
  private @Nullable InputStream in;
  private int status;
  private long length;
  private boolean chunked;
  private boolean closes;

  /** A connection that opens with its first request. */
  public Exchange(Endpoint server) {
    this.server = server;
  }

  /**
   * Sends a request and reads the answer.
   *
   * @return the content of the answer
   * @throws IOException when the connection breaks or the status is not 2xx; the message has the
   *     answer
   */
  public byte[] call(byte[] request) throws IOException {
    Socket open = socket;
    InputStream input = in;
    if (open == null || input == null) {
      open = server.connect();
      socket = open;
      input = new BufferedInputStream(open.getInputStream(), BUFFER);
      in = input;
    }
    OutputStream out = open.getOutputStream();
    out.write(request);
    do {
      readHead(input);
    } while (status / 100 == 1);
    byte[] content = readContent(input);
    if (closes) {
      close();
    }
    if (status / 100 != 2) {
      throw new IOException(
          "status " + status + ": " + new String(content, StandardCharsets.UTF_8));
    }
    return content;
  }

  private void readHead(InputStream input) throws IOException {
    String start = line(input);
    String[] words = start.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
      throw new IOException("not an HTTP response: " + start);
    }
    status = Integer.parseInt(words[1]);
    closes = words[0].equals("HTTP/1.0");
    chunked = false;
    length = status == 204 || status == 304 || status / 100 == 1 ? 0 : -1;
    for (String line = line(input); !line.isEmpty(); line = line(input)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      switch (name) {
        case "content-length" -> length = Long.parseLong(value);
        case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
        case "connection" -> closes = value.equalsIgnoreCase("close");
        default -> {}
      }
    }
  }

  private byte[] readContent(InputStream input) throws IOException {
    if (chunked) {
      return readChunks(input);
    }
    if (length < 0) {
      closes = true;
      return input.readAllBytes();
    }
    byte[] content = input.readNBytes((int) length);
    if (content.length < length) {
      throw new EOFException("the answer breaks off after " + content.length + " bytes");
    }
    return content;
  }

  private static byte[] readChunks(InputStream input) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(input).split(";", 2)[0].strip(), 16);
      if (size == 0) {
        while (!line(input).isEmpty()) {
          // Trailers tell nothing that is measured.
        }
        return content.toByteArray();
      }
      content.write(input.readNBytes(size));
      line(input);
    }
  }

  private static String line(InputStream input) throws IOException {
    StringBuilder text = new StringBuilder(64);
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (text.length() == LONGEST_LINE) {
        throw new IOException("a line of the answer is too long");
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    Socket open = socket;
    socket = null;
    in = null;
    if (open != null) {
      open.close();
    }
  }
}
