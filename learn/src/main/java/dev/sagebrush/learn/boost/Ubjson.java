package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.InvalidDataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Universal Binary JSON into maps, lists, strings, numbers and, for typed arrays, arrays of
 * primitives. Everything announced is checked against the bytes that are there before room is made.
 *
 * @see <a href="https://ubjson.org/type-reference/">UBJSON type reference</a>
 */
final class Ubjson {
  /** Stands for null. */
  static final Object NULL = new Object();

  private static final int DEEPEST = 64;

  private final ByteBuffer in;

  private Ubjson(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  /** The value that the bytes hold from the start. */
  static Object parse(byte[] bytes) {
    Ubjson reader = new Ubjson(bytes);
    return reader.value(reader.marker(), 0);
  }

  private Object value(int type, int depth) {
    if (depth > DEEPEST) {
      throw broken("values are nested too deeply");
    }
    return switch (type) {
      case 'Z' -> NULL;
      case 'T' -> Boolean.TRUE;
      case 'F' -> Boolean.FALSE;
      case 'i', 'U', 'I', 'l', 'L' -> integer(type);
      case 'd' -> (double) need(4).getFloat();
      case 'D' -> need(8).getDouble();
      case 'C' -> String.valueOf((char) need(1).get());
      case 'S', 'H' -> text(length(marker()));
      case '[' -> array(depth);
      case '{' -> object(depth);
      default -> throw broken("unknown type " + type);
    };
  }

  private long integer(int type) {
    return switch (type) {
      case 'i' -> need(1).get();
      case 'U' -> need(1).get() & 0xff;
      case 'I' -> need(2).getShort();
      case 'l' -> need(4).getInt();
      case 'L' -> need(8).getLong();
      default -> throw broken("an integer is expected, type is " + type);
    };
  }

  private Object array(int depth) {
    int type = peek() == '$' ? typed() : 0;
    if (type != 0) {
      return switch (type) {
        case 'd' -> floats();
        case 'D' -> doubles();
        case 'i', 'U' -> bytes(type);
        case 'I', 'l', 'L' -> integers(type);
        default -> throw broken("unknown type of array " + type);
      };
    }
    List<Object> list = new ArrayList<>();
    if (peek() == '#') {
      marker();
      int count = count(1);
      for (int i = 0; i < count; i++) {
        list.add(value(element(), depth + 1));
      }
      return list;
    }
    for (int next = element(); next != ']'; next = element()) {
      list.add(value(next, depth + 1));
    }
    return list;
  }

  private int typed() {
    marker();
    int type = marker();
    if (marker() != '#') {
      throw broken("a typed array needs a count");
    }
    return type;
  }

  private float[] floats() {
    float[] values = new float[count(4)];
    in.asFloatBuffer().get(values);
    in.position(in.position() + values.length * 4);
    return values;
  }

  private double[] doubles() {
    double[] values = new double[count(8)];
    in.asDoubleBuffer().get(values);
    in.position(in.position() + values.length * 8);
    return values;
  }

  private int[] bytes(int type) {
    int[] values = new int[count(1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) integer(type);
    }
    return values;
  }

  private Object integers(int type) {
    int size = type == 'I' ? 2 : type == 'l' ? 4 : 8;
    int count = count(size);
    if (type == 'L') {
      long[] values = new long[count];
      in.asLongBuffer().get(values);
      in.position(in.position() + count * 8);
      return values;
    }
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = (int) integer(type);
    }
    return values;
  }

  private Map<String, Object> object(int depth) {
    if (peek() == '$') {
      throw broken("typed objects are not part of a model file");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    if (peek() == '#') {
      marker();
      int count = count(2);
      for (int i = 0; i < count; i++) {
        entry(element(), map, depth);
      }
      return map;
    }
    for (int next = element(); next != '}'; next = element()) {
      entry(next, map, depth);
    }
    return map;
  }

  private void entry(int lengthType, Map<String, Object> map, int depth) {
    String key = text(length(lengthType));
    map.put(key, value(element(), depth + 1));
  }

  /** The next marker that is no filler. */
  private int element() {
    int next = marker();
    while (next == 'N') {
      next = marker();
    }
    return next;
  }

  private String text(int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int length(int type) {
    return checked(integer(type), 1);
  }

  private int count(int size) {
    return checked(integer(marker()), size);
  }

  private int checked(long count, int size) {
    if (count < 0 || count > in.remaining() / size) {
      throw broken("a count of " + count + " exceeds what is left of the file");
    }
    return (int) count;
  }

  private int marker() {
    return need(1).get() & 0xff;
  }

  private int peek() {
    return in.hasRemaining() ? in.get(in.position()) & 0xff : -1;
  }

  private ByteBuffer need(int bytes) {
    if (in.remaining() < bytes) {
      throw broken("the file ends within a value");
    }
    return in;
  }

  private InvalidDataException broken(String what) {
    return new InvalidDataException("byte " + in.position() + ": " + what);
  }
}
