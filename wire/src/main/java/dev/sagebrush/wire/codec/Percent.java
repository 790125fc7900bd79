package dev.sagebrush.wire.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding (RFC 3986) and its form variant, over UTF-8.
 *
 * <p>A raw string holds one byte per character, as it came over the wire; a character beyond U+00FF
 * cannot have come so and stands for its bytes in UTF-8.
 */
public final class Percent {

  private static final String HEX = "0123456789ABCDEF";
  private static final boolean[] UNRESERVED = new boolean[128];

  static {
    for (char c = 0; c < 128; c++) {
      UNRESERVED[c] =
          c >= 'A' && c <= 'Z'
              || c >= 'a' && c <= 'z'
              || c >= '0' && c <= '9'
              || "-._~".indexOf(c) >= 0;
    }
  }

  private Percent() {}

  /**
   * Decodes what must be well-formed.
   *
   * @param form whether a plus stands for a space
   * @throws Malformed for a bad escape or bytes that are no UTF-8
   */
  public static String decode(String raw, boolean form) {
    return asIs(raw, form) ? raw : utf8(bytes(raw, form, true));
  }

  /**
   * Decodes anything: a percent sign that begins no escape stands for itself, as S3 keeps it, and
   * bytes that are no UTF-8 become U+FFFD.
   *
   * @param form whether a plus stands for a space
   */
  public static String lenient(String raw, boolean form) {
    return asIs(raw, form) ? raw : new String(bytes(raw, form, false), StandardCharsets.UTF_8);
  }

  /** Decodes as {@link #lenient} does to a raw string, one character for each byte. */
  public static String lenientBytes(String raw, boolean form) {
    return asIs(raw, form) ? raw : new String(bytes(raw, form, false), StandardCharsets.ISO_8859_1);
  }

  private static boolean asIs(String raw, boolean form) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' || c >= 128 || form && c == '+') {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String raw, boolean form, boolean strict) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      int escaped = c == '%' ? escape(raw, i) : -1;
      if (escaped >= 0) {
        out.write(escaped);
        i += 2;
      } else if (c == '%' && strict) {
        throw new Malformed("Invalid percent-encoding");
      } else if (c <= 0xff) {
        out.write(form && c == '+' ? ' ' : c);
      } else {
        int end = characterEnd(raw, i);
        out.writeBytes(raw.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end - 1;
      }
    }
    return out.toByteArray();
  }

  /** The byte that an escape stands for, or -1 when the percent sign begins none. */
  private static int escape(String raw, int percent) {
    if (percent + 2 >= raw.length()) {
      return -1;
    }
    int high = hex(raw.charAt(percent + 1));
    int low = hex(raw.charAt(percent + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int hex(char c) {
    return c > 'f' ? -1 : Character.digit(c, 16);
  }

  private static int characterEnd(String raw, int i) {
    boolean pair =
        i + 1 < raw.length() && Character.isSurrogatePair(raw.charAt(i), raw.charAt(i + 1));
    return pair ? i + 2 : i + 1;
  }

  /** Encodes everything but the unreserved characters. */
  public static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      append(out, octet & 0xff);
    }
    return out.toString();
  }

  /**
   * Encodes a raw string byte by byte, percent signs included.
   *
   * @param path whether slashes stay
   */
  public static void encodeRaw(StringBuilder out, String raw, boolean path) {
    for (int i = 0; i < raw.length(); i++) {
      i = appendCharacter(out, raw, i, path);
    }
  }

  /**
   * Brings a raw encoded string into the canonical encoding of Signature Version 4: decoded once,
   * as {@link #lenient} does, and encoded once.
   *
   * @param path whether slashes stay as they are and a plus is one; else it is a space
   */
  public static void canonical(StringBuilder out, String raw, boolean path) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      int escaped = c == '%' ? escape(raw, i) : -1;
      if (escaped >= 0) {
        append(out, escaped);
        i += 2;
      } else if (!path && c == '+') {
        out.append("%20");
      } else {
        i = appendCharacter(out, raw, i, path);
      }
    }
  }

  /** Appends the character at a place; answers the place of its last half. */
  private static int appendCharacter(StringBuilder out, String raw, int i, boolean path) {
    char c = raw.charAt(i);
    if (path && c == '/') {
      out.append('/');
      return i;
    }
    if (c <= 0xff) {
      append(out, c);
      return i;
    }
    int end = characterEnd(raw, i);
    for (byte octet : raw.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
      append(out, octet & 0xff);
    }
    return end - 1;
  }

  private static void append(StringBuilder out, int octet) {
    if (octet < 128 && UNRESERVED[octet]) {
      out.append((char) octet);
    } else {
      out.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
    }
  }

  /** Bytes as text; unlike {@code new String} it refuses what is no UTF-8. */
  public static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException invalid) {
      throw new Malformed("Invalid UTF-8");
    }
  }
}
