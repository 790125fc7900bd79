package dev.sagebrush.services.builtin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Matrices as MXNet's {@code mx.nd.load} reads them. Little-endian:
 *
 * <pre>
 * uint64  0x112
 * uint64  0
 * uint64  number of arrays, then for each:
 *   uint32  0xF993FAC9
 *   int32   0: stored densely
 *   int32   number of dimensions, then int64 each
 *   int32   1: on a CPU · int32 0: the first
 *   int32   0: float32
 *   float32 × product of dimensions, row-major
 * uint64  number of names, 0 or as many as arrays, then for each:
 *   uint64  length · bytes
 * </pre>
 *
 * @see <a
 *     href="https://github.com/apache/mxnet/blob/v1.9.x/src/ndarray/ndarray.cc">NDArray::Save</a>
 */
final class MxnetArrays {

  private static final long LIST = 0x112;
  private static final int ARRAY = 0xf993fac9;
  private static final int HEAD = 6 * Integer.BYTES;

  private final ByteArrayOutputStream arrays = new ByteArrayOutputStream();
  private final List<String> names = new ArrayList<>();
  private int count;

  /** Adds an array; names are given to all or, empty, to none. */
  void add(String name, float[] values, int... shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    byte[] array = new byte[HEAD + shape.length * Long.BYTES + size * Float.BYTES];
    ByteBuffer out = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(ARRAY).putInt(0).putInt(shape.length);
    for (int dimension : shape) {
      out.putLong(dimension);
    }
    out.putInt(1).putInt(0).putInt(0);
    for (int i = 0; i < size; i++) {
      out.putFloat(values[i]);
    }
    arrays.writeBytes(array);
    count++;
    if (!name.isEmpty()) {
      names.add(name);
    }
  }

  /** The file. */
  byte[] toBytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(longs(LIST, 0, count));
    file.writeBytes(arrays.toByteArray());
    file.writeBytes(longs(names.size()));
    for (String name : names) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      file.writeBytes(longs(text.length));
      file.writeBytes(text);
    }
    return file.toByteArray();
  }

  private static byte[] longs(long... values) {
    byte[] bytes = new byte[values.length * Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return bytes;
  }
}
