package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.math.Kernels;
import java.util.Arrays;

/** Cluster centres, also laid out for the assignment kernel. Mutable; one writer at a time. */
final class Centres {
  final int count;
  final int columns;

  /** Width of a row of {@link #transposed}. */
  final int stride;

  /** Row-major, count × columns. */
  final float[] values;

  /** columns × stride: the centres as columns, zero-padded. */
  final float[] transposed;

  /** ‖c‖²/2 of each centre; +∞ in the padding, so that a padding never is the nearest. */
  final float[] halfNorms;

  Centres(int count, int columns) {
    this.count = count;
    this.columns = columns;
    this.stride = Kernels.padded(count);
    this.values = new float[Math.multiplyExact(count, columns)];
    this.transposed = new float[Math.multiplyExact(stride, columns)];
    this.halfNorms = new float[stride];
    Arrays.fill(halfNorms, Float.POSITIVE_INFINITY);
  }

  /** The same centres seen from an origin that lies at {@code −shift}. */
  Centres plus(float[] shift) {
    return moved(shift, 1);
  }

  /** The same centres seen from an origin that lies at {@code shift}. */
  Centres minus(float[] shift) {
    return moved(shift, -1);
  }

  private Centres moved(float[] shift, int sign) {
    Centres moved = new Centres(count, columns);
    for (int i = 0; i < values.length; i++) {
      moved.values[i] = values[i] + sign * shift[i % columns];
    }
    moved.refresh();
    return moved;
  }

  /** Brings the kernel's layout up to date after {@link #values} changed. */
  void refresh() {
    for (int centre = 0; centre < count; centre++) {
      double squares = 0;
      int from = centre * columns;
      for (int j = 0; j < columns; j++) {
        float value = values[from + j];
        transposed[j * stride + centre] = value;
        squares += (double) value * value;
      }
      halfNorms[centre] = (float) (squares / 2);
    }
  }
}
