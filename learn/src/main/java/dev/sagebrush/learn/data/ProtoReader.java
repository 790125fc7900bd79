package dev.sagebrush.learn.data;

import dev.sagebrush.learn.InvalidDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks the fields of a protobuf message in place.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers, encoding</a>
 */
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private int at;
  private final int to;
  private int field;
  private int type;

  ProtoReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  /** Moves to the next field, whose value must then be read or skipped; false at the end. */
  boolean next() {
    if (at >= to) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) tag & 7;
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw broken("bad field number");
    }
    return true;
  }

  /** The current field's number. */
  int field() {
    return field;
  }

  /** Passes over the current field. */
  void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case FIXED32 -> advance(4);
      case BYTES -> advance(length());
      default -> throw broken("unknown wire type " + type);
    }
  }

  /** The current field as a nested message. */
  ProtoReader message() {
    expect(BYTES);
    int length = length();
    advance(length);
    return new ProtoReader(bytes, at - length, at);
  }

  /** The current field as bytes. */
  byte[] bytes() {
    expect(BYTES);
    int length = length();
    advance(length);
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** The current field as text. */
  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /**
   * How many numbers a field of this message holds in all, packed or single.
   *
   * @param size bytes of each, or 0 for varints
   */
  int count(int wanted, int size) {
    ProtoReader ahead = new ProtoReader(bytes, at, to);
    int count = 0;
    while (ahead.next()) {
      if (ahead.field == wanted && ahead.type == BYTES) {
        int length = ahead.length();
        count += size == 0 ? ahead.varints(length) : length / size;
        ahead.advance(length);
      } else {
        count += ahead.field == wanted ? 1 : 0;
        ahead.skip();
      }
    }
    return count;
  }

  /** Reads the current field's floats, packed or single, to {@code into} from {@code from} on. */
  int floats(float[] into, int from) {
    int count = fixed(4, FIXED32);
    block(count * 4).asFloatBuffer().get(into, from, count);
    return from + count;
  }

  /** Reads the current field's doubles, packed or single, to {@code into} from {@code from} on. */
  int doubles(double[] into, int from) {
    int count = fixed(8, FIXED64);
    block(count * 8).asDoubleBuffer().get(into, from, count);
    return from + count;
  }

  /** Reads the current field's integers, packed or single, to {@code into} from {@code from} on. */
  int longs(long[] into, int from) {
    if (type == VARINT) {
      into[from] = varint();
      return from + 1;
    }
    expect(BYTES);
    int length = length();
    int count = varints(length);
    int end = at + length;
    for (int i = from; i < from + count; i++) {
      into[i] = varint();
    }
    if (at != end) {
      throw broken("a packed field ends within a number");
    }
    return from + count;
  }

  private int varints(int length) {
    int count = 0;
    for (int i = at; i < at + length; i++) {
      count += bytes[i] >= 0 ? 1 : 0;
    }
    return count;
  }

  private int fixed(int size, int single) {
    if (type == single) {
      return 1;
    }
    expect(BYTES);
    int length = length();
    if (length % size != 0) {
      throw broken("a packed field ends within a number");
    }
    return length / size;
  }

  private ByteBuffer block(int length) {
    int from = at;
    advance(length);
    return ByteBuffer.wrap(bytes, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private int length() {
    long length = varint();
    if (length < 0 || length > to - at) {
      throw broken("a field is longer than its message");
    }
    return (int) length;
  }

  private void advance(int count) {
    if (count > to - at) {
      throw broken("a field is longer than its message");
    }
    at += count;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= to) {
        throw broken("the message ends within a number");
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken("a number is longer than ten bytes");
  }

  private void expect(int wanted) {
    if (type != wanted) {
      throw broken("field " + field + " has wire type " + type + " instead of " + wanted);
    }
  }

  private InvalidDataException broken(String what) {
    return new InvalidDataException("byte " + at + ": not a protobuf record, " + what);
  }
}
