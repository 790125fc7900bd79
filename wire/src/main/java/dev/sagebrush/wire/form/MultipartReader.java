package dev.sagebrush.wire.form;

import dev.sagebrush.model.ServiceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the parts of a multipart body one after the other, none of them held whole.
 *
 * <p>Source: <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1">RFC 2046, 5.1.1</a>; <a
 * href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>.
 */
final class MultipartReader {

  private static final int CAPACITY = 1 << 16;
  private static final int LONGEST_HEADERS = 8 << 10;

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[CAPACITY];
  private int from;
  private int to;
  private boolean ended;

  MultipartReader(InputStream in, String boundary) {
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // So that the first boundary is found as the others are.
    buffer[to++] = '\r';
    buffer[to++] = '\n';
  }

  /**
   * Goes on to the next part.
   *
   * @return its headers, names in lower case; empty after the last part
   */
  Map<String, String> next() throws IOException {
    skip();
    from += delimiter.length;
    int first = read();
    int second = read();
    if (first == '-' && second == '-') {
      return Map.of();
    }
    if (first != '\r' || second != '\n') {
      throw malformed();
    }
    Map<String, String> headers = new HashMap<>();
    int budget = LONGEST_HEADERS;
    for (String line = line(budget); !line.isEmpty(); line = line(budget)) {
      budget -= line.length();
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw malformed();
      }
      headers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    if (headers.isEmpty()) {
      throw malformed();
    }
    return headers;
  }

  /** The content of the present part, to its end. */
  InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        int ready = ready();
        if (ready == 0) {
          return -1;
        }
        int taken = Math.min(ready, length);
        System.arraycopy(buffer, from, bytes, offset, taken);
        from += taken;
        return taken;
      }
    };
  }

  private void skip() throws IOException {
    for (int ready = ready(); ready > 0; ready = ready()) {
      from += ready;
    }
  }

  /** How many bytes of the present part are at hand; 0 at its end. */
  private int ready() throws IOException {
    while (true) {
      int end = find();
      if (end > from) {
        return end - from;
      }
      if (atDelimiter()) {
        return 0;
      }
    }
  }

  /** Where the delimiter is, or as much of its beginning as there is; else the end. */
  private int find() {
    for (int i = from; i < to; i++) {
      if (buffer[i] == '\r' && begins(i)) {
        return i;
      }
    }
    return to;
  }

  private boolean begins(int at) {
    int length = Math.min(delimiter.length, to - at);
    for (int i = 0; i < length; i++) {
      if (buffer[at + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean atDelimiter() throws IOException {
    while (to - from < delimiter.length && begins(from)) {
      fill();
    }
    return to - from >= delimiter.length && begins(from);
  }

  private void fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    int count = ended ? -1 : in.read(buffer, to, buffer.length - to);
    if (count < 0) {
      ended = true;
      throw malformed();
    }
    to += count;
  }

  private int read() throws IOException {
    if (from == to) {
      fill();
    }
    return buffer[from++] & 0xff;
  }

  private String line(int budget) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = read(); c != '\n'; c = read()) {
      if (line.size() > budget) {
        throw malformed();
      }
      line.write(c);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    if (!text.endsWith("\r")) {
      throw malformed();
    }
    return text.substring(0, text.length() - 1);
  }

  static ServiceException malformed() {
    return ServiceException.of(
        "MalformedPOSTRequest",
        400,
        "The body of your POST request is not well-formed multipart/form-data.");
  }
}
