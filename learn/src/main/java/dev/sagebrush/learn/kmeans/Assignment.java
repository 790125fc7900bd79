package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.SparseMatrix;
import dev.sagebrush.learn.math.Kernels;
import dev.sagebrush.learn.math.Kernels.Panel;
import dev.sagebrush.learn.math.Kernels.Strided;
import dev.sagebrush.learn.math.Workers;
import java.util.Arrays;

/** The nearest centre of each of some rows, with the squared distance to it. */
final class Assignment {
  private static final int BLOCK_FLOATS = 1 << 18;
  private static final int BLOCK_ROWS = 128;

  private final Rows rows;
  private final Workers workers;
  private final Kernels kernels = Kernels.best();
  private final int block;
  private final float[][] blocks;
  private final float[][] products;

  /** By position in the order given to {@link #assign}. */
  final int[] nearest;

  /** By position; squared. */
  final float[] distances;

  /**
   * Space for up to {@code capacity} rows at a time.
   *
   * @param widest the most centres it will see, padded
   */
  Assignment(Rows rows, int capacity, int widest, Workers workers) {
    this.rows = rows;
    this.workers = workers;
    int wide = Math.max(1, Math.max(widest, rows.columns()));
    this.block = Math.clamp(BLOCK_FLOATS / wide, 8, BLOCK_ROWS);
    this.blocks = new float[workers.size()][];
    this.products = new float[workers.size()][block * widest];
    this.nearest = new int[capacity];
    this.distances = new float[capacity];
  }

  /**
   * Assigns the rows {@code order[from … to)}; results go to positions 0 … to − from.
   *
   * @return the sum of weight × squared distance
   */
  double assign(Centres centres, int[] order, int from, int to) {
    int count = to - from;
    int tasks = Math.ceilDiv(count, block);
    double[] partial = new double[tasks];
    workers.each(
        tasks,
        (task, worker) -> {
          int begin = task * block;
          int end = Math.min(count, begin + block);
          multiply(centres, order, from + begin, from + end, worker);
          partial[task] = choose(centres, order, from, begin, end, worker);
        });
    return Arrays.stream(partial).sum();
  }

  private void multiply(Centres centres, int[] order, int from, int to, int worker) {
    float[] out = products[worker];
    switch (rows.matrix) {
      case DenseMatrix dense -> {
        int columns = dense.columns();
        if (blocks[worker] == null) {
          blocks[worker] = new float[block * columns];
        }
        for (int i = from; i < to; i++) {
          rows.read(order[i], blocks[worker], (i - from) * columns);
        }
        kernels.multiply(
            new Strided(blocks[worker], 0, columns, 1),
            to - from,
            columns,
            new Panel(centres.transposed, 0, centres.stride),
            new Panel(out, 0, centres.stride),
            false);
      }
      case SparseMatrix sparse -> {
        Arrays.fill(out, 0, (to - from) * centres.stride, 0);
        for (int i = from; i < to; i++) {
          for (int e = sparse.begin(order[i]); e < sparse.begin(order[i] + 1); e++) {
            kernels.addScaled(
                sparse.values()[e],
                centres.transposed,
                sparse.indices()[e] * centres.stride,
                out,
                (i - from) * centres.stride,
                centres.stride);
          }
        }
      }
    }
  }

  private double choose(Centres centres, int[] order, int from, int begin, int end, int worker) {
    float[] out = products[worker];
    int stride = centres.stride;
    double loss = 0;
    for (int i = begin; i < end; i++) {
      int at = (i - begin) * stride;
      kernels.subtract(centres.halfNorms, 0, out, at, out, at, stride);
      int best = kernels.indexOfLeast(out, at, stride);
      int row = order[from + i];
      float distance =
          switch (rows.matrix) {
            case DenseMatrix dense ->
                kernels.squaredDistance(
                    blocks[worker],
                    (i - begin) * dense.columns(),
                    centres.values,
                    best * dense.columns(),
                    dense.columns());
            case SparseMatrix sparse -> {
              double squares = 0;
              for (int e = sparse.begin(row); e < sparse.begin(row + 1); e++) {
                squares += (double) sparse.values()[e] * sparse.values()[e];
              }
              yield (float) Math.max(0, squares + 2 * out[at + best]);
            }
          };
      nearest[i] = best;
      distances[i] = distance;
      loss += (double) rows.weight(row) * distance;
    }
    return loss;
  }
}
