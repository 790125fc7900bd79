package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.math.Kernels;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Ways to pick the rows that centres start from. */
final class Seeding {
  private final Rows rows;
  private final Kernels kernels = Kernels.best();

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
      rows.read(chosen, centres.values, c * rows.columns());
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
    int columns = rows.columns();
    int points = candidates.length;
    float[] copy = new float[Math.multiplyExact(points, columns)];
    for (int i = 0; i < points; i++) {
      rows.read(candidates[i], copy, i * columns);
    }
    Centres centres = new Centres(count, columns);
    double[] mass = new double[points];
    Arrays.setAll(mass, i -> rows.weight(candidates[i]));
    int first = draw(mass, random);
    float[] distances = new float[points];
    Arrays.fill(distances, Float.POSITIVE_INFINITY);
    float[] trial = new float[points];
    float[] best = new float[points];
    keep(copy, first, centres, 0);
    lower(copy, first, distances, distances);
    for (int c = 1; c < count; c++) {
      for (int i = 0; i < points; i++) {
        mass[i] = (double) rows.weight(candidates[i]) * distances[i];
      }
      int chosen = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int t = 0; t < tries; t++) {
        int point = draw(mass, random);
        double loss = lower(copy, point, distances, trial);
        if (chosen < 0 || loss < least) {
          least = loss;
          chosen = point;
          float[] swap = best;
          best = trial;
          trial = swap;
        }
      }
      System.arraycopy(best, 0, distances, 0, points);
      keep(copy, chosen, centres, c);
    }
    centres.refresh();
    return centres;
  }

  private void keep(float[] copy, int point, Centres centres, int place) {
    int columns = rows.columns();
    System.arraycopy(copy, point * columns, centres.values, place * columns, columns);
  }

  /** {@code out[i] = min(distances[i], ‖row i − row point‖²)}; returns the sum. */
  private double lower(float[] copy, int point, float[] distances, float[] out) {
    int columns = rows.columns();
    double sum = 0;
    for (int i = 0; i < out.length; i++) {
      float distance = kernels.squaredDistance(copy, i * columns, copy, point * columns, columns);
      out[i] = Math.min(distances[i], distance);
      sum += out[i];
    }
    return sum;
  }

  /** An index drawn in proportion to its mass; any index when all mass is zero. */
  private static int draw(double[] mass, RandomGenerator random) {
    double total = Arrays.stream(mass).sum();
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
