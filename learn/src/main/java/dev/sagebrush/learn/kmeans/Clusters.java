package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.math.Workers;
import java.util.Arrays;

/**
 * Weighted sums of the rows of each cluster, brought up to date by the rows that changed cluster.
 * Each cluster takes its rows in order, so threads cannot change a sum.
 */
final class Clusters {
  /** Additions below which waking another thread costs more than it brings. */
  private static final int ALONE = 1 << 15;

  private static final int NOWHERE = -1;

  private final Rows rows;
  private final int[] order;
  private final Workers workers;

  /** The cluster each position is counted in, or {@link #NOWHERE}. */
  private final int[] counted;

  private final int[] starts;
  private int[] moves = new int[0];
  private final int[] members;

  /** Of each cluster, columns long. */
  final double[][] sums;

  /** Σ weight of each cluster. */
  final double[] weights;

  Clusters(Points points, int count, Workers workers) {
    this.rows = points.rows;
    this.order = points.blocks.order();
    this.workers = workers;
    this.counted = new int[order.length];
    this.starts = new int[count + 1];
    this.members = new int[count];
    this.sums = new double[count][rows.columns()];
    this.weights = new double[count];
    Arrays.fill(counted, NOWHERE);
  }

  /** Forgets every row that was counted at positions {@code [from, to)}, and every sum. */
  void clear(int from, int to) {
    Arrays.fill(counted, from, to, NOWHERE);
    Arrays.fill(weights, 0);
    Arrays.fill(members, 0);
    for (double[] sum : sums) {
      Arrays.fill(sum, 0);
    }
  }

  /** Counts the rows at positions {@code [from, to)} in the clusters they are nearest to. */
  void count(int[] nearest, int from, int to) {
    sort(nearest, from, to);
    int changes = starts[starts.length - 1];
    if ((long) changes * rows.columns() < ALONE) {
      for (int cluster = 0; cluster < sums.length; cluster++) {
        move(cluster);
      }
    } else {
      workers.each(sums.length, (cluster, worker) -> move(cluster));
    }
  }

  /** Whether a row is in the cluster. */
  boolean inhabited(int cluster) {
    return members[cluster] > 0;
  }

  /** Sorts what comes and goes by cluster (a counting sort): a position, or ~position to leave. */
  private void sort(int[] nearest, int from, int to) {
    Arrays.fill(starts, 0);
    for (int i = from; i < to; i++) {
      if (counted[i] != nearest[i]) {
        starts[nearest[i]]++;
        if (counted[i] != NOWHERE) {
          starts[counted[i]]++;
        }
      }
    }
    int all = 0;
    for (int c = 0; c < starts.length; c++) {
      all += starts[c];
      starts[c] = all;
    }
    if (moves.length < all) {
      moves = new int[all];
    }
    // Filling backwards leaves each start in place and each cluster's rows in order.
    for (int i = to - 1; i >= from; i--) {
      if (counted[i] != nearest[i]) {
        moves[--starts[nearest[i]]] = i;
        if (counted[i] != NOWHERE) {
          moves[--starts[counted[i]]] = ~i;
        }
        counted[i] = nearest[i];
      }
    }
  }

  private void move(int cluster) {
    double[] sum = sums[cluster];
    for (int m = starts[cluster]; m < starts[cluster + 1]; m++) {
      boolean leaves = moves[m] < 0;
      int row = order[leaves ? ~moves[m] : moves[m]];
      double weight = leaves ? -rows.weight(row) : rows.weight(row);
      rows.addTo(sum, row, weight);
      weights[cluster] += weight;
      members[cluster] += leaves ? -1 : 1;
    }
  }
}
