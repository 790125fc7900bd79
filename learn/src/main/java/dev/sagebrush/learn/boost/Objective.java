package dev.sagebrush.learn.boost;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model was trained for: how sums of leaves become predictions, and how the prior becomes a
 * sum.
 *
 * @param name XGBoost's name
 * @param link the transform from margin to prediction
 * @param prior how {@code base_score} becomes a margin
 */
record Objective(String name, Link link, Link prior) {
  /** A transform between margins and predictions. */
  enum Link {
    IDENTITY,
    LOGISTIC,
    EXPONENTIAL,
    SIGN,
    ARGMAX,
    SOFTMAX
  }

  private static final List<Objective> ALL = all();

  /** The objective of that name; null if it is not known. */
  static @Nullable Objective named(String name) {
    for (Objective objective : ALL) {
      if (objective.name.equals(name)) {
        return objective;
      }
    }
    return null;
  }

  /** Whether predictions are classes or their probabilities. */
  boolean classifies() {
    return name.startsWith("binary:") || name.startsWith("multi:");
  }

  /** Whether predictions of several models are joined by a vote rather than by their mean. */
  boolean votes() {
    return link == Link.ARGMAX || link == Link.SIGN;
  }

  /** The margin of a prior. */
  float marginOf(float prior) {
    return switch (this.prior) {
      case LOGISTIC -> (float) -Math.log(1.0f / prior - 1.0f);
      case EXPONENTIAL -> (float) Math.log(prior);
      default -> prior;
    };
  }

  private static List<Objective> all() {
    List<Objective> all = new ArrayList<>();
    for (String name :
        List.of(
            "reg:squarederror",
            "reg:linear",
            "reg:squaredlogerror",
            "reg:pseudohubererror",
            "reg:absoluteerror",
            "reg:quantileerror",
            "rank:pairwise",
            "rank:ndcg",
            "rank:map")) {
      all.add(new Objective(name, Link.IDENTITY, Link.IDENTITY));
    }
    for (String name :
        List.of("count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft")) {
      all.add(new Objective(name, Link.EXPONENTIAL, Link.EXPONENTIAL));
    }
    all.add(new Objective("reg:logistic", Link.LOGISTIC, Link.LOGISTIC));
    all.add(new Objective("binary:logistic", Link.LOGISTIC, Link.LOGISTIC));
    // Its prior is added as it is: measured with XGBoost 3.0.4.
    all.add(new Objective("binary:logitraw", Link.IDENTITY, Link.IDENTITY));
    all.add(new Objective("binary:hinge", Link.SIGN, Link.IDENTITY));
    all.add(new Objective("multi:softmax", Link.ARGMAX, Link.IDENTITY));
    all.add(new Objective("multi:softprob", Link.SOFTMAX, Link.IDENTITY));
    return List.copyOf(all);
  }

  /**
   * Turns margins into predictions in place.
   *
   * @return how many of the values are predictions: 1 after {@link Link#ARGMAX}, else {@code count}
   */
  int transform(float[] values, int at, int count) {
    switch (link) {
      case LOGISTIC -> {
        for (int i = at; i < at + count; i++) {
          values[i] = logistic(values[i]);
        }
      }
      case EXPONENTIAL -> {
        for (int i = at; i < at + count; i++) {
          values[i] = (float) Math.exp(values[i]);
        }
      }
      case SIGN -> {
        for (int i = at; i < at + count; i++) {
          values[i] = values[i] > 0 ? 1 : 0;
        }
      }
      case ARGMAX -> {
        values[at] = argmax(values, at, count);
        return 1;
      }
      case SOFTMAX -> softmax(values, at, count);
      case IDENTITY -> {
        return count;
      }
    }
    return count;
  }

  private static float logistic(float margin) {
    return (float) (1 / (1 + Math.exp(Math.min(-margin, 88.7f))));
  }

  /** The position of the largest value, the first of them if several are, from 0. */
  static int argmax(float[] values, int at, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[at + i] > values[at + best]) {
        best = i;
      }
    }
    return best;
  }

  private static void softmax(float[] values, int at, int count) {
    float most = values[at + argmax(values, at, count)];
    double sum = 0;
    for (int i = at; i < at + count; i++) {
      values[i] = (float) Math.exp(values[i] - most);
      sum += values[i];
    }
    float total = (float) sum;
    for (int i = at; i < at + count; i++) {
      values[i] /= total;
    }
  }
}
