package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Parameters;
import java.util.random.RandomGenerator;

/**
 * Draws the settings of the models side by side. The first has the given values and, for "auto",
 * the middle of the range; the others vary a given value by a factor of up to 3 either way and an
 * "auto" one over its range.
 */
final class Variants {
  private static final double LEAST_RATE = 2e-3;
  private static final double MOST_RATE = 0.2;
  private static final double LEAST_PENALTY = 1e-7;
  private static final double MOST_PENALTY = 1e-3;

  /** A decay schedule left to "auto" makes so many decays, down to 1 % of the first step size. */
  private static final int DECAYS = 50;

  private final Parameters parameters;
  private final long steps;
  private final double balance;
  private final RandomGenerator random;

  /**
   * A source of settings.
   *
   * @param steps mini-batches of the whole fit
   * @param balance rows labelled 0 for each labelled 1
   */
  Variants(Parameters parameters, long steps, double balance, RandomGenerator random) {
    this.parameters = parameters;
    this.steps = steps;
    this.balance = balance;
    this.random = random;
  }

  Settings[] draw(int models) {
    Settings[] all = new Settings[models];
    for (int model = 0; model < models; model++) {
      all[model] = one(model);
    }
    return all;
  }

  private Settings one(int model) {
    String optimizer = parameters.is("optimizer", "auto") ? "adam" : parameters.word("optimizer");
    boolean scheduled = parameters.flag("use_lr_scheduler");
    int step = parameters.wholeOr("lr_scheduler_step", (int) Math.max(1, steps / DECAYS));
    return new Settings(
        optimizer,
        value("learning_rate", model, LEAST_RATE, MOST_RATE, false),
        value("l1", model, LEAST_PENALTY, MOST_PENALTY, true),
        value("wd", model, LEAST_PENALTY, MOST_PENALTY, true),
        parameters.realOr("momentum", 0.9),
        parameters.realOr("beta_1", 0.9),
        parameters.realOr("beta_2", 0.999),
        parameters.realOr("bias_lr_mult", 1),
        parameters.realOr("bias_wd_mult", 0),
        scheduled ? step : 0,
        parameters.realOr("lr_scheduler_factor", Math.pow(0.01, 1.0 / DECAYS)),
        parameters.realOr("lr_scheduler_minimum_lr", 1e-5),
        positiveWeight(model));
  }

  private double value(String name, int model, double least, double most, boolean penalty) {
    double u = random.nextDouble();
    if (parameters.auto(name)) {
      // Half the models go without a penalty: most data has rows enough.
      if (penalty && (model == 0 || u < 0.5)) {
        return 0;
      }
      double place = model == 0 ? 0.5 : penalty ? 2 * u - 1 : u;
      return least * Math.pow(most / least, place);
    }
    double given = parameters.real(name);
    return model == 0 ? given : given * Math.pow(3, 2 * u - 1);
  }

  private double positiveWeight(int model) {
    if (parameters.is("positive_example_weight_mult", "balanced")) {
      return balance;
    }
    if (parameters.auto("positive_example_weight_mult")) {
      return Math.pow(balance, model % 3 / 2.0);
    }
    return parameters.real("positive_example_weight_mult");
  }
}
