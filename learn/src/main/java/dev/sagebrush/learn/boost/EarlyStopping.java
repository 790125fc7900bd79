package dev.sagebrush.learn.boost;

import static dev.sagebrush.learn.boost.BoostParameters.EARLY_STOPPING;

import dev.sagebrush.learn.Measurement;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.Split;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Watches one metric, the last one asked for, on the validation data or, without any, the training
 * data. What it knows is kept in the model's attributes, where a resumed training finds it.
 */
final class EarlyStopping {
  private static final String BEST_ROUND = "best_iteration";
  private static final String BEST_SCORE = "best_score";

  private final int patience;
  private final Split split;
  private final List<String> asked;
  private int bestRound = -1;
  private double bestScore = Double.NaN;

  private EarlyStopping(int patience, Split split, List<String> asked) {
    this.patience = patience;
    this.split = split;
    this.asked = asked;
  }

  /** As the parameters say; null if they do not ask for it. */
  static @Nullable EarlyStopping of(
      Parameters parameters, boolean validated, NativeBooster booster) {
    if (!parameters.has(EARLY_STOPPING)) {
      return null;
    }
    EarlyStopping stopping =
        new EarlyStopping(
            parameters.whole(EARLY_STOPPING),
            validated ? Split.VALIDATION : Split.TRAIN,
            Metrics.of(parameters));
    String round = booster.attribute(BEST_ROUND);
    String score = booster.attribute(BEST_SCORE);
    if (round != null && score != null) {
      stopping.bestRound = Integer.parseInt(round);
      stopping.bestScore = Double.parseDouble(score);
    }
    return stopping;
  }

  /** The measurement that decides. */
  Measurement criterion(List<Measurement> measurements) {
    Measurement last = null;
    for (Measurement measurement : measurements) {
      boolean wanted = asked.isEmpty() || measurement.metric().equals(asked.getLast());
      if (measurement.split() == split && wanted) {
        last = measurement;
      }
    }
    if (last == null) {
      throw new IllegalStateException("the metric " + asked + " was not measured on " + split);
    }
    return last;
  }

  /** Takes note of a round; true if it is the best so far. */
  boolean improved(int round, Measurement criterion, NativeBooster booster) {
    double value = criterion.value();
    boolean better = bestRound < 0 || (criterion.larger() ? value > bestScore : value < bestScore);
    if (better) {
      bestRound = round;
      bestScore = value;
      booster.attribute(BEST_ROUND, String.valueOf(round));
      booster.attribute(BEST_SCORE, String.valueOf(value));
    }
    return better;
  }

  /** Whether there has been no gain for too long. */
  boolean exhausted(int round) {
    return round - bestRound >= patience;
  }

  /** The best round, from 0. */
  int bestRound() {
    return bestRound;
  }

  /** Why the training ends. */
  String reason(Measurement criterion) {
    return String.format(
        Locale.ROOT,
        "%s-%s has not improved for %d rounds; the best was %s in round %d",
        split,
        criterion.metric(),
        patience,
        bestScore,
        bestRound);
  }
}
