package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.math.Vectors;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Ways to pick the rows that centres start from. */
final class Seeding {
  private final Rows rows;

  Seeding(Rows rows) {
    this.rows = rows;
  }

  /** The method of that name: {@code random} or {@code kmeans++}. */
  Centres seed(String method, int count, int[] candidates, int tries, RandomGenerator random) {
    return method.equals("random")
        ? random(count, candidates, random)
        : plusPlus(count, candidates, tries, random);
  }

  /** Distinct rows, each as likely as any other (partial Fisher–Yates shuffle). */
  Centres random(int count, int[] candidates, RandomGenerator random) {
    int[] order = candidates.clone();
    Centres centres = new Centres(count, rows.columns());
    for (int c = 0; c < count; c++) {
      int other = c + random.nextInt(order.length - c);
      int chosen = order[other];
      order[other] = order[c];
      order[c] = chosen;
      rows.read(chosen, centres.values[c], 0);
    }
    centres.refresh();
    return centres;
  }

  /**
   * K-means++: each next row is drawn with a probability proportional to its weighted squared
   * distance from the rows chosen before.
   *
   * @param tries rows drawn for each place, of which the one that lowers the loss most is kept
   */
  Centres plusPlus(int count, int[] candidates, int tries, RandomGenerator random) {
    int points = candidates.length;
    float[][] columns = turned(candidates);
    Centres centres = new Centres(count, rows.columns());
    double[] mass = new double[points];
    for (int i = 0; i < points; i++) {
      mass[i] = rows.weight(candidates[i]);
    }
    float[] distances = new float[points];
    Arrays.fill(distances, Float.POSITIVE_INFINITY);
    int first = draw(mass, random);
    rows.read(candidates[first], centres.values[0], 0);
    lower(columns, first, distances, distances, new float[points]);
    float[] trial = new float[points];
    float[] best = new float[points];
    float[] sums = new float[points];
    for (int c = 1; c < count; c++) {
      for (int i = 0; i < points; i++) {
        mass[i] = (double) rows.weight(candidates[i]) * distances[i];
      }
      int chosen = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int t = 0; t < tries; t++) {
        int point = draw(mass, random);
        double loss = lower(columns, point, distances, trial, sums);
        if (chosen < 0 || loss < least) {
          least = loss;
          chosen = point;
          float[] swap = best;
          best = trial;
          trial = swap;
        }
      }
      System.arraycopy(best, 0, distances, 0, points);
      rows.read(candidates[chosen], centres.values[c], 0);
    }
    centres.refresh();
    return centres;
  }

  /** The rows column by column. */
  private float[][] turned(int[] candidates) {
    float[][] columns = new float[rows.columns()][candidates.length];
    float[] row = new float[rows.columns()];
    for (int i = 0; i < candidates.length; i++) {
      rows.read(candidates[i], row, 0);
      for (int j = 0; j < row.length; j++) {
        columns[j][i] = row[j];
      }
    }
    return columns;
  }

  /** {@code out[i] = min(distances[i], ‖row i − row point‖²)}; returns the sum. */
  private static double lower(
      float[][] columns, int point, float[] distances, float[] out, float[] sums) {
    Arrays.fill(sums, 0);
    for (float[] column : columns) {
      Vectors.addSquaredDifference(column, column[point], sums, sums.length);
    }
    double sum = 0;
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.min(distances[i], sums[i]);
      sum += out[i];
    }
    return sum;
  }

  /** An index drawn in proportion to its mass; any index when all mass is zero. */
  private static int draw(double[] mass, RandomGenerator random) {
    double total = 0;
    for (double part : mass) {
      total += part;
    }
    if (!(total > 0)) {
      return random.nextInt(mass.length);
    }
    double left = random.nextDouble() * total;
    int last = 0;
    for (int i = 0; i < mass.length; i++) {
      if (mass[i] > 0) {
        last = i;
        left -= mass[i];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }
}
