package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.math.Workers;
import java.util.function.BooleanSupplier;

/** Lloyd's algorithm: assign every row, move every centre to its mean, again until it settles. */
final class Lloyd {
  private final Points points;
  private final Assignment assignment;
  private final Clusters clusters;
  private final Centres centres;
  private double loss;

  /**
   * Starts from the given centres and moves them.
   *
   * @param centres changed in place
   */
  Lloyd(Points points, Centres centres, Workers workers) {
    this.points = points;
    this.centres = centres;
    this.assignment = new Assignment(points, centres.count, workers);
    this.clusters = new Clusters(points, centres.count, workers);
    this.loss = assignment.assign(centres, 0, points.blocks.count());
  }

  Centres centres() {
    return centres;
  }

  /** Σ weight × squared distance of the centres as they are. */
  double loss() {
    return loss;
  }

  /**
   * Improves the centres.
   *
   * @param tolerance ends when the loss falls by no more than this part of itself
   * @return this
   */
  Lloyd improve(int maxIterations, double tolerance, BooleanSupplier stopping) {
    for (int i = 0; i < maxIterations && !stopping.getAsBoolean(); i++) {
      clusters.count(assignment.nearest, 0, points.squares.length);
      move();
      double before = loss;
      loss = assignment.assign(centres, 0, points.blocks.count());
      if (before - loss <= tolerance * before) {
        break;
      }
    }
    return this;
  }

  private void move() {
    int columns = centres.columns;
    boolean[] taken = new boolean[0];
    for (int c = 0; c < centres.count; c++) {
      double weight = clusters.weights[c];
      if (clusters.inhabited(c) && weight > 0) {
        double[] sum = clusters.sums[c];
        for (int j = 0; j < columns; j++) {
          centres.values[c][j] = (float) (sum[j] / weight);
        }
      } else {
        taken = taken.length == 0 ? new boolean[points.squares.length] : taken;
        int farthest = farthest(taken);
        taken[farthest] = true;
        points.rows.read(points.blocks.order()[farthest], centres.values[c], 0);
      }
    }
    centres.refresh();
  }

  /** An empty cluster restarts from the row that costs most; each row is taken once. */
  private int farthest(boolean[] taken) {
    int farthest = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < taken.length; i++) {
      double cost = (double) points.weight(i) * assignment.distance(i);
      if (cost > most && !taken[i]) {
        most = cost;
        farthest = i;
      }
    }
    return farthest;
  }
}
