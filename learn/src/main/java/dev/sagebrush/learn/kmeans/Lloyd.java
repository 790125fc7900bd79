package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.math.Kernels;
import dev.sagebrush.learn.math.Workers;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Lloyd's algorithm: assign every row, move every centre to its mean, again until it settles. */
final class Lloyd {
  private final Rows rows;
  private final int[] order;
  private final Assignment assignment;
  private final Clusters clusters;

  Lloyd(Rows rows, int count, Workers workers) {
    this.rows = rows;
    this.order = new int[rows.count()];
    Arrays.setAll(order, i -> i);
    this.assignment = new Assignment(rows, order.length, Kernels.padded(count), workers);
    this.clusters = new Clusters(rows, count, order.length, workers);
  }

  /**
   * Improves the centres in place.
   *
   * @param tolerance ends when the loss falls by no more than this part of itself
   * @return the loss, Σ weight × squared distance, of the centres as they are on return
   */
  double improve(Centres centres, int maxIterations, double tolerance, BooleanSupplier stopping) {
    double loss = assignment.assign(centres, order, 0, order.length);
    for (int i = 0; i < maxIterations && !stopping.getAsBoolean(); i++) {
      clusters.sum(assignment.nearest, order, 0, order.length);
      move(centres);
      double before = loss;
      loss = assignment.assign(centres, order, 0, order.length);
      if (before - loss <= tolerance * before) {
        break;
      }
    }
    return loss;
  }

  /** The loss without moving anything. */
  double loss(Centres centres) {
    return assignment.assign(centres, order, 0, order.length);
  }

  private void move(Centres centres) {
    int columns = rows.columns();
    for (int c = 0; c < centres.count; c++) {
      double weight = clusters.weights[c];
      if (weight > 0) {
        for (int j = 0; j < columns; j++) {
          centres.values[c * columns + j] = (float) (clusters.sums[c * columns + j] / weight);
        }
      } else {
        rows.read(order[takeFarthest()], centres.values, c * columns);
      }
    }
    centres.refresh();
  }

  /** An empty cluster restarts from the row that costs most; each row is taken once. */
  private int takeFarthest() {
    int farthest = 0;
    double most = -1;
    for (int i = 0; i < order.length; i++) {
      double cost = (double) rows.weight(order[i]) * assignment.distances[i];
      if (cost > most) {
        most = cost;
        farthest = i;
      }
    }
    assignment.distances[farthest] = 0;
    return farthest;
  }
}
