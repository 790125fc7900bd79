package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.math.Blocks;
import dev.sagebrush.learn.math.Workers;

/** Mini-batch updates of the centres, with the weight each has gathered. */
final class Stream {
  private final Points points;
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
  Stream(Points points, Centres centres, int halfLife, Workers workers) {
    this.points = points;
    this.centres = centres;
    this.halfLife = halfLife;
    this.assignment = new Assignment(points, centres.count, workers);
    this.clusters = new Clusters(points, centres.count, workers);
    this.counts = new double[centres.count];
  }

  /**
   * Takes one mini-batch.
   *
   * @return how many rows it had
   */
  int take(int batch) {
    Blocks blocks = points.blocks;
    int first = batch * blocks.perBatch();
    int last = first + blocks.perBatch();
    int from = blocks.begin(first);
    int to = blocks.begin(last);
    assignment.assign(centres, first, last);
    clusters.clear(from, to);
    clusters.count(assignment.nearest, from, to);
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
    return to - from;
  }

  private void move(int centre, double share, double weight) {
    float[] values = centres.values[centre];
    double[] sum = clusters.sums[centre];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) ((1 - share) * values[j] + share * (sum[j] / weight));
    }
  }
}
