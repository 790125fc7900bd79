package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.math.Workers;
import java.util.Arrays;

/**
 * Weighted sums of the rows of each cluster. Each cluster adds its rows in order, 64 at a time in
 * single precision and these in double: one task for a cluster, so threads cannot change the sum.
 */
final class Clusters {
  private static final int CHUNK = 64;

  private final Rows rows;
  private final Workers workers;
  private final int[] starts;
  private final int[] members;
  private final float[][] chunks;
  private final float[][] scratches;

  /** columns to a cluster. */
  final double[] sums;

  /** Σ weight of each cluster. */
  final double[] weights;

  Clusters(Rows rows, int count, int capacity, Workers workers) {
    this.rows = rows;
    this.workers = workers;
    this.starts = new int[count + 1];
    this.members = new int[capacity];
    this.chunks = new float[workers.size()][rows.columns()];
    this.scratches = new float[workers.size()][rows.columns()];
    this.sums = new double[Math.multiplyExact(count, rows.columns())];
    this.weights = new double[count];
  }

  /** Sums the rows {@code order[from … to)} by the cluster at the same position. */
  void sum(int[] nearest, int[] order, int from, int to) {
    int count = weights.length;
    Arrays.fill(starts, 0);
    for (int i = 0; i < to - from; i++) {
      starts[nearest[i] + 1]++;
    }
    for (int c = 0; c < count; c++) {
      starts[c + 1] += starts[c];
    }
    // Filling moves each start to the next cluster's: walk backwards to leave them in place.
    for (int i = to - from - 1; i >= 0; i--) {
      members[--starts[nearest[i] + 1]] = order[from + i];
    }
    workers.each(
        count,
        (cluster, worker) -> {
          int begin = starts[cluster + 1];
          int end = cluster + 2 <= count ? starts[cluster + 2] : to - from;
          sumOne(cluster, begin, end, chunks[worker], scratches[worker]);
        });
  }

  private void sumOne(int cluster, int begin, int end, float[] chunk, float[] scratch) {
    int columns = rows.columns();
    int at = cluster * columns;
    Arrays.fill(sums, at, at + columns, 0);
    double total = 0;
    for (int i = begin; i < end; i += CHUNK) {
      Arrays.fill(chunk, 0);
      for (int m = i; m < Math.min(end, i + CHUNK); m++) {
        float weight = rows.weight(members[m]);
        rows.addTo(chunk, members[m], weight, scratch);
        total += weight;
      }
      for (int j = 0; j < columns; j++) {
        sums[at + j] += chunk[j];
      }
    }
    weights[cluster] = total;
  }
}
