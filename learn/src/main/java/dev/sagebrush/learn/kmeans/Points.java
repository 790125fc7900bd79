package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.math.Blocks;
import dev.sagebrush.learn.math.Columns;
import dev.sagebrush.learn.math.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows laid out for the assignment, with their squared norms. */
final class Points {
  final Rows rows;
  final Blocks blocks;

  /** Of dense rows; null of sparse ones. */
  final @Nullable Columns columns;

  /** ‖row‖² by position. */
  final float[] squares;

  /**
   * Lays the rows out.
   *
   * @param order of the rows
   * @param batch rows to a mini-batch
   */
  Points(Rows rows, int[] order, int batch, Workers workers) {
    this.rows = rows;
    this.blocks = new Blocks(order, Math.max(1, Math.min(batch, order.length)));
    this.squares = new float[order.length];
    if (rows.dense == null) {
      this.columns = null;
      workers.each(blocks.count(), (block, worker) -> measureSparse(block));
    } else {
      float[] one = new float[rows.columns()];
      Arrays.fill(one, 1);
      Columns laid = new Columns(blocks, rows.dense.values(), rows.origin, one);
      laid.prepare(workers);
      float[][][] scratches = new float[workers.size()][][];
      Arrays.setAll(scratches, worker -> laid.scratch());
      workers.each(
          blocks.count(),
          (block, worker) -> measureDense(block, laid.of(block, scratches[worker])));
      this.columns = laid;
    }
  }

  private void measureDense(int block, float[][] columns) {
    double[] sums = new double[blocks.rows(block)];
    for (float[] column : columns) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += (double) column[i] * column[i];
      }
    }
    int begin = blocks.begin(block);
    for (int i = 0; i < sums.length; i++) {
      squares[begin + i] = (float) sums[i];
    }
  }

  private void measureSparse(int block) {
    for (int i = blocks.begin(block); i < blocks.end(block); i++) {
      squares[i] = (float) rows.squaredNorm(blocks.order()[i]);
    }
  }

  /** Σ weight of the row at a position. */
  float weight(int position) {
    return rows.weight(blocks.order()[position]);
  }
}
