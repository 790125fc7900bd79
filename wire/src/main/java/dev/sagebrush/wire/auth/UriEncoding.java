package dev.sagebrush.wire.auth;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The percent encoding of Signature Version 4: every byte but {@code A-Z a-z 0-9 - . _ ~} becomes
 * {@code %XX} in upper case.
 *
 * <p>A raw string holds one byte per character, as it came over the wire; a character beyond U+00FF
 * cannot have come so and stands for its bytes in UTF-8. A percent sign without two hexadecimal
 * digits after it stands for itself.
 */
final class UriEncoding {

  private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (char c = 0; c < 128; c++) {
      PLAIN[c] =
          c >= 'A' && c <= 'Z'
              || c >= 'a' && c <= 'z'
              || c >= '0' && c <= '9'
              || "-._~".indexOf(c) >= 0;
    }
  }

  private UriEncoding() {}

  /** Brings an encoded string into the canonical encoding: decoded once, encoded once. */
  static void canonical(StringBuilder out, String raw, boolean path) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      int escaped = c == '%' ? escape(raw, i) : -1;
      if (escaped >= 0) {
        if (path && escaped == '/') {
          out.append("%2F");
        } else {
          appendByte(out, escaped);
        }
        i += 2;
      } else if (path && c == '/') {
        out.append('/');
      } else if (!path && c == '+') {
        out.append("%20");
      } else {
        appendChar(out, c, raw, i);
        i += Character.isHighSurrogate(c) ? 1 : 0;
      }
    }
  }

  /** Encodes a string as it is, percent signs included; slashes stay. */
  static void encodePath(StringBuilder out, String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '/') {
        out.append('/');
      } else {
        appendChar(out, c, raw, i);
        i += Character.isHighSurrogate(c) ? 1 : 0;
      }
    }
  }

  /** Decodes a query name or value: {@code +} is a space, the bytes are UTF-8. */
  static String decodeQuery(String raw) {
    return decodeQuery(raw, StandardCharsets.UTF_8);
  }

  /** Decodes a query name or value: {@code +} is a space, the bytes are in {@code charset}. */
  static String decodeQuery(String raw, Charset charset) {
    if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
      return raw;
    }
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      int escaped = c == '%' ? escape(raw, i) : -1;
      if (escaped >= 0) {
        bytes[length++] = (byte) escaped;
        i += 2;
      } else {
        bytes[length++] = (byte) (c == '+' ? ' ' : c);
      }
    }
    return new String(bytes, 0, length, charset);
  }

  private static int escape(String raw, int percent) {
    if (percent + 2 >= raw.length()) {
      return -1;
    }
    int high = Character.digit(raw.charAt(percent + 1), 16);
    int low = Character.digit(raw.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static void appendChar(StringBuilder out, char c, String raw, int i) {
    if (c <= 0xff) {
      appendByte(out, c);
      return;
    }
    int end = Character.isHighSurrogate(c) && i + 1 < raw.length() ? i + 2 : i + 1;
    for (byte b : raw.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
      appendByte(out, b & 0xff);
    }
  }

  private static void appendByte(StringBuilder out, int value) {
    if (value < 128 && PLAIN[value]) {
      out.append((char) value);
    } else {
      out.append('%').append(DIGITS[value >> 4]).append(DIGITS[value & 15]);
    }
  }
}
