package dev.sagebrush.learn;

import dev.sagebrush.learn.boost.Boost;
import dev.sagebrush.learn.kmeans.KMeans;
import dev.sagebrush.learn.linear.LinearLearner;
import java.util.List;

/** The list of algorithms: one line for each. */
public final class Algorithms {
  private static final List<Algorithm> ALL =
      List.of(new KMeans(), new LinearLearner(), new Boost());

  private Algorithms() {}

  /** Every algorithm there is. */
  public static List<Algorithm> all() {
    return ALL;
  }

  /**
   * The algorithm of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Algorithm named(String name) {
    for (Algorithm algorithm : ALL) {
      if (algorithm.name().equals(name)) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException("no algorithm named " + name);
  }
}
