package dev.sagebrush.learn;

import java.util.List;

/** Where a search over a parameter should look. */
public sealed interface Tuning {

  /** The scale on which candidates are spread. */
  enum Scale {
    LINEAR,
    LOGARITHMIC
  }

  /** Numbers from low to high, both included. */
  record Range(double low, double high, Scale scale) implements Tuning {}

  /** Some words. */
  record Words(List<String> words) implements Tuning {
    public Words {
      words = List.copyOf(words);
    }
  }
}
