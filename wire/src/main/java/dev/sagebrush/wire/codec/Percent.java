package dev.sagebrush.wire.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986) and its form variant, over UTF-8. */
public final class Percent {

  private static final String HEX = "0123456789ABCDEF";

  private Percent() {}

  /**
   * Decodes.
   *
   * @param form whether a plus stands for a space
   * @throws Malformed for a bad escape or bytes that are no UTF-8
   */
  public static String decode(String text, boolean form) {
    if (text.indexOf('%') < 0) {
      return form ? text.replace('+', ' ') : text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      char character = text.charAt(at);
      if (character == '%') {
        bytes.write(hex(text, at + 1) << 4 | hex(text, at + 2));
        at += 3;
      } else {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '%') {
          end++;
        }
        String plain = text.substring(at, end);
        bytes.writeBytes((form ? plain.replace('+', ' ') : plain).getBytes(StandardCharsets.UTF_8));
        at = end;
      }
    }
    return utf8(bytes.toByteArray());
  }

  /** Encodes everything but the unreserved characters. */
  public static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xff);
      boolean unreserved =
          character >= 'a' && character <= 'z'
              || character >= 'A' && character <= 'Z'
              || character >= '0' && character <= '9'
              || "-._~".indexOf(character) >= 0;
      if (unreserved) {
        out.append(character);
      } else {
        out.append('%').append(HEX.charAt(character >> 4)).append(HEX.charAt(character & 15));
      }
    }
    return out.toString();
  }

  /** Bytes as text; unlike {@code new String} it refuses what is no UTF-8. */
  public static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException invalid) {
      throw new Malformed("Invalid UTF-8");
    }
  }

  private static int hex(String text, int at) {
    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0 || text.charAt(at) > 'f') {
      throw new Malformed("Invalid percent-encoding");
    }
    return digit;
  }
}
