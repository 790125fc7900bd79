package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.SparseMatrix;
import dev.sagebrush.learn.math.Blocks;
import dev.sagebrush.learn.math.Columns;
import dev.sagebrush.learn.math.Kernels;
import dev.sagebrush.learn.math.Vectors;
import dev.sagebrush.learn.math.Workers;
import java.util.Arrays;

/**
 * The nearest centre of each row: the one with the greatest x·c − ‖c‖²/2, which is (‖x‖² − ‖x −
 * c‖²) / 2.
 */
final class Assignment {
  /** Centres whose scores are held at a time. */
  private static final int GROUP = 64;

  private final Points points;
  private final Blocks blocks;
  private final Workers workers;
  private final Kernels kernels = Kernels.best();
  private final float[][][] scratches;
  private final float[][][] scores;
  private final float[][] tops;

  /** The nearest centre by position; of equally near ones any, but always the same. */
  final int[] nearest;

  /** The score of the nearest centre by position. */
  private final float[] best;

  Assignment(Points points, int centres, Workers workers) {
    this.points = points;
    this.blocks = points.blocks;
    this.workers = workers;
    Columns columns = points.columns;
    int group = columns == null ? centres : Math.min(GROUP, centres);
    this.scratches = new float[workers.size()][][];
    this.scores = new float[workers.size()][group][blocks.size()];
    this.tops = new float[workers.size()][blocks.size()];
    for (int worker = 0; worker < scratches.length; worker++) {
      scratches[worker] = columns == null ? new float[0][] : columns.scratch();
    }
    this.nearest = new int[blocks.order().length];
    this.best = new float[nearest.length];
  }

  /**
   * Assigns the rows of some blocks.
   *
   * @return the sum of weight × squared distance
   */
  double assign(Centres centres, int from, int to) {
    Columns columns = points.columns;
    float[][] turned = columns == null ? centres.turned() : new float[0][];
    double[] partial = new double[to - from];
    workers.each(
        to - from,
        (task, worker) -> {
          int block = from + task;
          if (columns != null) {
            float[][] panel = columns.of(block, scratches[worker]);
            assignDense(centres, panel, block, worker);
          } else {
            assignSparse(centres, turned, block, worker);
          }
          partial[task] = loss(block);
        });
    double sum = 0;
    for (double part : partial) {
      sum += part;
    }
    return sum;
  }

  /** The squared distance of the row at a position to its centre; rounding may make it negative. */
  float distance(int position) {
    return points.squares[position] - 2 * best[position];
  }

  private double loss(int block) {
    double sum = 0;
    for (int i = blocks.begin(block); i < blocks.end(block); i++) {
      double distance = points.squares[i] - 2.0 * best[i];
      sum += points.weight(i) * distance;
    }
    return sum;
  }

  private void assignDense(Centres centres, float[][] panel, int block, int worker) {
    int begin = blocks.begin(block);
    int count = blocks.rows(block);
    float[][] out = scores[worker];
    Arrays.fill(best, begin, begin + count, Float.NEGATIVE_INFINITY);
    for (int first = 0; first < centres.count; first += GROUP) {
      int group = Math.min(GROUP, centres.count - first);
      for (int p = 0; p < group; p++) {
        Arrays.fill(out[p], 0, count, -centres.halfNorms[first + p]);
      }
      kernels.multiply(centres.values, first, group, panel.length, panel, out, count);
      take(out, first, group, begin, count, tops[worker]);
    }
  }

  private void assignSparse(Centres centres, float[][] turned, int block, int worker) {
    SparseMatrix sparse = points.rows.sparse();
    int begin = blocks.begin(block);
    int count = blocks.rows(block);
    float[][] out = scores[worker];
    float[] row = new float[centres.count];
    Arrays.fill(best, begin, begin + count, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < count; i++) {
      Arrays.fill(row, 0);
      int number = blocks.order()[begin + i];
      for (int e = sparse.begin(number); e < sparse.begin(number + 1); e++) {
        Vectors.addScaled(sparse.values()[e], turned[sparse.indices()[e]], row, row.length);
      }
      for (int c = 0; c < row.length; c++) {
        out[c][i] = row[c] - centres.halfNorms[c];
      }
    }
    take(out, 0, centres.count, begin, count, tops[worker]);
  }

  /** Takes the scores of some centres: moves each row to the best of them if it is better. */
  private void take(float[][] out, int first, int group, int begin, int count, float[] top) {
    System.arraycopy(out[0], 0, top, 0, count);
    for (int p = 1; p < group; p++) {
      Vectors.raise(top, out[p], count);
    }
    for (int i = 0; i < count; i++) {
      if (top[i] > best[begin + i]) {
        best[begin + i] = top[i];
        nearest[begin + i] = first + place(out, group, i, top[i], nearest[begin + i] - first);
      }
    }
  }

  /** Which of the group has the score; most rows stay where they were. */
  private static int place(float[][] out, int group, int i, float score, int before) {
    if (before >= 0 && before < group && out[before][i] == score) {
      return before;
    }
    int p = 0;
    while (p < group - 1 && out[p][i] != score) {
      p++;
    }
    return p;
  }

  /** The sum of weight × squared distance again, from differences: exact for tight clusters too. */
  double exactLoss(Centres centres) {
    double[] partial = new double[blocks.count()];
    workers.each(
        partial.length,
        (block, worker) -> {
          float[] row = new float[centres.columns];
          for (int i = blocks.begin(block); i < blocks.end(block); i++) {
            points.rows.read(blocks.order()[i], row, 0);
            float[] centre = centres.values[nearest[i]];
            float distance = Vectors.squaredDistance(row, 0, centre, 0, row.length);
            partial[block] += (double) points.weight(i) * distance;
          }
        });
    double sum = 0;
    for (double part : partial) {
      sum += part;
    }
    return sum;
  }
}
