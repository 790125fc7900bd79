package dev.sagebrush.learn.data;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a {@link Example}: numbers, dense or sparse, or bytes.
 *
 * <p>Without keys the numbers are the whole tensor in row-major order. With keys, {@code values[i]}
 * stands at flat index {@code keys[i]} of a tensor of the given shape, and all else is zero.
 */
public sealed interface Tensor {
  /** Number of values stored. */
  int size();

  /** The value stored at {@code i}, rounded to float if it is wider. */
  float value(int i);

  /** Flat indices of the values; empty when dense. */
  long[] keys();

  /** Sizes of the dimensions; empty if not stated. */
  long[] shape();

  /** A dense vector of floats. */
  static Tensor of(float... values) {
    return new Floats(values, NO_KEYS, NO_KEYS);
  }

  /** A sparse vector of floats, {@code width} wide. */
  static Tensor sparse(float[] values, long[] keys, long width) {
    return new Floats(values, keys, new long[] {width});
  }

  /** Neither keys nor shape. */
  long[] NO_KEYS = {};

  /** 32-bit floating point. */
  record Floats(float[] values, long[] keys, long[] shape) implements Tensor {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public float value(int i) {
      return values[i];
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Floats that
          && Arrays.equals(values, that.values)
          && Arrays.equals(keys, that.keys)
          && Arrays.equals(shape, that.shape);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(values) + Arrays.hashCode(keys);
    }
  }

  /** 64-bit floating point. */
  record Doubles(double[] values, long[] keys, long[] shape) implements Tensor {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public float value(int i) {
      return (float) values[i];
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Doubles that
          && Arrays.equals(values, that.values)
          && Arrays.equals(keys, that.keys)
          && Arrays.equals(shape, that.shape);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(values) + Arrays.hashCode(keys);
    }
  }

  /** 32-bit integers. */
  record Ints(int[] values, long[] keys, long[] shape) implements Tensor {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public float value(int i) {
      return values[i];
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Ints that
          && Arrays.equals(values, that.values)
          && Arrays.equals(keys, that.keys)
          && Arrays.equals(shape, that.shape);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(values) + Arrays.hashCode(keys);
    }
  }

  /** Bytes with a media type; it holds no numbers. */
  record Bytes(List<byte[]> parts, @Nullable String contentType) implements Tensor {
    @Override
    public int size() {
      return 0;
    }

    @Override
    public float value(int i) {
      throw new IndexOutOfBoundsException("bytes hold no numbers");
    }

    @Override
    public long[] keys() {
      return NO_KEYS;
    }

    @Override
    public long[] shape() {
      return NO_KEYS;
    }
  }
}
