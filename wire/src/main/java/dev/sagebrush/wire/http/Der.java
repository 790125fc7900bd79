package dev.sagebrush.wire.http;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The few forms of DER (ITU-T X.690) that a certificate is made of. */
final class Der {

  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");

  private Der() {}

  /** A value of any tag: tag, length, the parts one after the other. */
  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] size = BigInteger.valueOf(length).toByteArray();
      int from = size[0] == 0 ? 1 : 0;
      out.write(0x80 | (size.length - from));
      out.write(size, from, size.length - from);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return value(0x30, parts);
  }

  static byte[] set(byte[]... parts) {
    return value(0x31, parts);
  }

  static byte[] integer(BigInteger number) {
    return value(0x02, number.toByteArray());
  }

  static byte[] yes() {
    return value(0x01, new byte[] {(byte) 0xff});
  }

  static byte[] octets(byte[]... parts) {
    return value(0x04, parts);
  }

  static byte[] utf8(String text) {
    return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A bit string whose last byte has {@code unused} bits that do not count. */
  static byte[] bits(int unused, byte[] bytes) {
    return value(0x03, new byte[] {(byte) unused}, bytes);
  }

  /** A context tag around other values. */
  static byte[] explicit(int number, byte[]... parts) {
    return value(0xa0 | number, parts);
  }

  /** A context tag in place of a value's own. */
  static byte[] implicit(int number, byte[] content) {
    return value(0x80 | number, content);
  }

  /** RFC 5280, section 4.1.2.5: two-digit years up to 2049. */
  static byte[] time(Instant instant) {
    return instant.isBefore(YEAR_2050)
        ? value(0x17, UTC.format(instant).getBytes(StandardCharsets.US_ASCII))
        : value(0x18, GENERALIZED.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  /** An object identifier written with dots. */
  static byte[] oid(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      int arc = Integer.parseInt(arcs[i]);
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arc >>> shift != 0) {
          content.write(0x80 | ((arc >>> shift) & 0x7f));
        }
      }
      content.write(arc & 0x7f);
    }
    return value(0x06, content.toByteArray());
  }
}
