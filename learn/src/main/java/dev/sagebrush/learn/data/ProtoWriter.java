package dev.sagebrush.learn.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds a protobuf message in memory; numbers are packed, empty fields are left out. */
final class ProtoWriter {
  private byte[] buffer = new byte[64];
  private int size;

  void text(int field, String text) {
    bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  void message(int field, ProtoWriter message) {
    head(field, message.size);
    append(message.buffer, message.size);
  }

  void bytes(int field, byte[] bytes) {
    head(field, bytes.length);
    append(bytes, bytes.length);
  }

  void floats(int field, float[] values) {
    if (values.length > 0) {
      int length = Math.multiplyExact(values.length, 4);
      head(field, length);
      block(length).asFloatBuffer().put(values);
    }
  }

  void doubles(int field, double[] values) {
    if (values.length > 0) {
      int length = Math.multiplyExact(values.length, 8);
      head(field, length);
      block(length).asDoubleBuffer().put(values);
    }
  }

  void longs(int field, long[] values) {
    if (values.length > 0) {
      ProtoWriter packed = new ProtoWriter();
      for (long value : values) {
        packed.varint(value);
      }
      message(field, packed);
    }
  }

  /** The message so far. */
  byte[] bytes() {
    return Arrays.copyOf(buffer, size);
  }

  private void head(int field, int length) {
    varint(field << 3 | 2);
    varint(length);
  }

  private void varint(long value) {
    room(10);
    long left = value;
    while ((left & ~0x7fL) != 0) {
      buffer[size++] = (byte) (left & 0x7f | 0x80);
      left >>>= 7;
    }
    buffer[size++] = (byte) left;
  }

  private void append(byte[] bytes, int count) {
    room(count);
    System.arraycopy(bytes, 0, buffer, size, count);
    size += count;
  }

  private ByteBuffer block(int length) {
    room(length);
    size += length;
    return ByteBuffer.wrap(buffer, size - length, length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void room(int more) {
    if (more > buffer.length - size) {
      buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, more), buffer.length * 2));
    }
  }
}
