package dev.sagebrush.kernel.policy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of network addresses, version 4 or 6, in CIDR notation: <a
 * href="https://www.rfc-editor.org/rfc/rfc4632">RFC 4632</a>, <a
 * href="https://www.rfc-editor.org/rfc/rfc4291">RFC 4291</a>. An address by itself is a range of
 * one; a version 4 address within version 6 is the version 4 address.
 */
final class AddressRange {

  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern BITS = Pattern.compile("\\d{1,3}");

  private final byte[] address;
  private final int bits;

  private AddressRange(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /** Reads a range or an address; null when the text is neither. */
  static @Nullable AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    if (!V4.matcher(host).matches() && !V6.matcher(host).matches()) {
      return null;
    }
    InetAddress literal = literal(host);
    if (literal == null) {
      return null;
    }
    byte[] address = literal.getAddress();
    int most = address.length * 8;
    if (slash < 0) {
      return new AddressRange(address, most);
    }
    String length = text.substring(slash + 1);
    if (!BITS.matcher(length).matches()) {
      return null;
    }
    int mapped = literal instanceof Inet4Address && host.indexOf(':') >= 0 ? 96 : 0;
    int bits = Integer.parseInt(length) - mapped;
    return bits < 0 || bits > most ? null : new AddressRange(address, bits);
  }

  /** Reads digits only: nothing is looked up. */
  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether all of another range lies within this one. */
  boolean contains(AddressRange other) {
    if (address.length != other.address.length || other.bits < bits) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != other.address[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    int mask = 0xFF << 8 - rest & 0xFF;
    return rest == 0 || (address[whole] & mask) == (other.address[whole] & mask);
  }
}
