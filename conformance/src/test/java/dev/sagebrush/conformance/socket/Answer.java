package dev.sagebrush.conformance.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP/1.1 response as it came over the socket.
 *
 * @param headers by their names in small letters
 * @param body without the framing of chunks
 */
record Answer(int status, Map<String, String> headers, String body) {

  /** Reads the bytes of a whole response, up to the end of the connection. */
  static Answer parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    assertTrue(end > 0, () -> "no response, but '" + text + "'");
    String[] head = text.substring(0, end).split("\r\n");
    Map<String, String> headers = new TreeMap<>();
    for (int line = 1; line < head.length; line++) {
      int colon = head[line].indexOf(':');
      headers.put(
          head[line].substring(0, colon).toLowerCase(Locale.ROOT),
          head[line].substring(colon + 1).strip());
    }
    String rest = text.substring(end + 4);
    boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
    String body = chunked ? unchunked(rest) : rest;
    return new Answer(
        Integer.parseInt(head[0].split(" ")[1]),
        headers,
        new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private static String unchunked(String text) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    while (true) {
      int line = text.indexOf("\r\n", at);
      int size = Integer.parseInt(text.substring(at, line), 16);
      if (size == 0) {
        return body.toString();
      }
      body.append(text, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
  }

  /** Asserts an error of S3 or of a query service. */
  void assertXmlError(int expectedStatus, String code) {
    assertTrue(body.contains("<Code>" + code + "</Code>"), this::toString);
    assertEquals(expectedStatus, status, this::toString);
  }

  /** Asserts an error of a JSON service. */
  void assertJsonError(int expectedStatus, String code) {
    assertTrue(body.contains("\"__type\"") && body.contains(code), this::toString);
    assertEquals(expectedStatus, status, this::toString);
  }
}
