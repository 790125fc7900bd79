package dev.sagebrush.services.builtin;

import java.util.Arrays;

/** A list of floats. */
final class Floats {

  private float[] values = new float[64];
  private int size;

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /** Adds what is at {@code from[at .. at + count)}. */
  void add(float[] from, int at, int count) {
    if (size + count > values.length) {
      values = Arrays.copyOf(values, Math.max(size + count, size * 2));
    }
    System.arraycopy(from, at, values, size, count);
    size += count;
  }

  int size() {
    return size;
  }

  float get(int index) {
    return values[index];
  }

  void clear() {
    size = 0;
  }

  /** The elements; more may follow them. */
  float[] array() {
    return values;
  }
}
