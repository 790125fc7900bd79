package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.math.Workers;

/** Mini-batch updates of the centres, with the weight each has gathered. */
final class Stream {
  private final Centres centres;
  private final int halfLife;
  private final Assignment assignment;
  private final Clusters clusters;

  /** Rows each centre stands for; decayed. */
  final double[] counts;

  /**
   * A stream that moves the given centres.
   *
   * @param halfLife rows after which a row's weight has halved; 0 for never
   */
  Stream(Rows rows, Centres centres, int batch, int halfLife, Workers workers) {
    this.centres = centres;
    this.halfLife = halfLife;
    this.assignment = new Assignment(rows, batch, centres.stride, workers);
    this.clusters = new Clusters(rows, centres.count, batch, workers);
    this.counts = new double[centres.count];
  }

  /** Takes one batch, the rows {@code order[from … to)}. */
  void take(int[] order, int from, int to) {
    assignment.assign(centres, order, from, to);
    clusters.sum(assignment.nearest, order, from, to);
    double kept = halfLife == 0 ? 1 : Math.pow(0.5, (double) (to - from) / halfLife);
    for (int c = 0; c < centres.count; c++) {
      double old = counts[c] * kept;
      double added = clusters.weights[c];
      counts[c] = old + added;
      if (added > 0) {
        move(c, added / (old + added), added);
      }
    }
    centres.refresh();
  }

  private void move(int centre, double share, double weight) {
    int columns = centres.columns;
    for (int j = 0; j < columns; j++) {
      int at = centre * columns + j;
      double mean = clusters.sums[at] / weight;
      centres.values[at] = (float) ((1 - share) * centres.values[at] + share * mean);
    }
  }
}
