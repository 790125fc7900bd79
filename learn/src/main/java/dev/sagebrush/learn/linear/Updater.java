package dev.sagebrush.learn.linear;

import java.util.ArrayList;
import java.util.List;

/** Turns a mini-batch's gradient into a step, for every model of a group by its own settings. */
final class Updater {
  private static final float EPSILON = 1e-8f;

  private final Settings[] settings;
  private final int span;
  private final boolean useBias;
  private final String optimizer;
  private final float[][] first;
  private final float[][] second;
  private final float[] biasFirst;
  private final float[] biasSecond;
  private long steps;

  Updater(Settings[] settings, int span, int columns, boolean useBias) {
    this.settings = settings;
    this.span = span;
    this.useBias = useBias;
    this.optimizer = settings[0].optimizer();
    int vectors = settings.length * span;
    boolean squares = !optimizer.equals("sgd");
    this.first = new float[vectors][columns];
    this.second = new float[squares ? vectors : 0][columns];
    this.biasFirst = new float[vectors];
    this.biasSecond = new float[squares ? vectors : 0];
  }

  /** Moves weights and intercepts; gradients are sums over {@code rows} rows. */
  void step(float[][] weights, float[] bias, float[][] gradient, float[] biasGradient, int rows) {
    float scale = 1f / rows;
    for (int c = 0; c < weights.length; c++) {
      Settings own = settings[c / span];
      Pace pace = pace(own, own.rate(steps), own.wd());
      move(pace, own, weights[c], gradient[c], first[c], moment(c), scale);
      float shrink = (float) (own.rate(steps) * own.l1());
      if (shrink > 0) {
        shrink(weights[c], shrink);
      }
    }
    if (useBias) {
      stepBias(bias, biasGradient, scale);
    }
    steps++;
  }

  private float[] moment(int c) {
    return second.length == 0 ? first[c] : second[c];
  }

  private void stepBias(float[] bias, float[] biasGradient, float scale) {
    float[] w = new float[1];
    float[] gradient = new float[1];
    float[] m = new float[1];
    float[] v = new float[1];
    for (int c = 0; c < bias.length; c++) {
      Settings own = settings[c / span];
      Pace pace = pace(own, own.rate(steps) * own.biasRate(), own.wd() * own.biasDecay());
      w[0] = bias[c];
      gradient[0] = biasGradient[c];
      m[0] = biasFirst[c];
      v[0] = biasSecond.length == 0 ? 0 : biasSecond[c];
      move(pace, own, w, gradient, m, v, scale);
      bias[c] = w[0];
      biasFirst[c] = m[0];
      if (biasSecond.length > 0) {
        biasSecond[c] = v[0];
      }
    }
  }

  long updates() {
    return steps;
  }

  void updates(long done) {
    steps = done;
  }

  /** What an update leaves to the next of one vector of weights: moments, each with its bias's. */
  List<Group.Slice> moments(int c) {
    List<Group.Slice> moments = new ArrayList<>();
    moments.add(Group.Slice.all(first[c]));
    moments.add(new Group.Slice(biasFirst, c, c + 1));
    if (second.length > 0) {
      moments.add(Group.Slice.all(second[c]));
      moments.add(new Group.Slice(biasSecond, c, c + 1));
    }
    return moments;
  }

  /** The size of a step and the weight decay. */
  private record Pace(float rate, float decay) {}

  private Pace pace(Settings own, double rate, double decay) {
    double step = rate;
    if (optimizer.equals("adam")) {
      double corrected = Math.sqrt(1 - Math.pow(own.beta2(), steps + 1));
      step *= corrected / (1 - Math.pow(own.beta1(), steps + 1));
    }
    return new Pace((float) step, (float) decay);
  }

  private void move(
      Pace pace, Settings own, float[] w, float[] gradient, float[] m, float[] v, float scale) {
    switch (optimizer) {
      case "sgd" -> sgd(pace, (float) own.momentum(), w, gradient, m, scale);
      case "rmsprop" -> rmsprop(pace, w, gradient, v, scale);
      default -> adam(pace, (float) own.beta1(), (float) own.beta2(), w, gradient, m, v, scale);
    }
  }

  private static void shrink(float[] w, float by) {
    for (int j = 0; j < w.length; j++) {
      w[j] = Math.max(w[j] - by, 0) + Math.min(w[j] + by, 0);
    }
  }

  private static void sgd(
      Pace pace, float momentum, float[] w, float[] gradient, float[] m, float scale) {
    float rate = pace.rate;
    float decay = pace.decay;
    for (int j = 0; j < w.length; j++) {
      float g = gradient[j] * scale + decay * w[j];
      m[j] = momentum * m[j] - rate * g;
      w[j] += m[j];
    }
  }

  private static void rmsprop(Pace pace, float[] w, float[] gradient, float[] v, float scale) {
    float rate = pace.rate;
    float decay = pace.decay;
    float keep = 0.9f;
    for (int j = 0; j < w.length; j++) {
      float g = gradient[j] * scale + decay * w[j];
      v[j] = keep * v[j] + (1 - keep) * g * g;
      w[j] -= rate * g / ((float) Math.sqrt(v[j]) + EPSILON);
    }
  }

  private static void adam(
      Pace pace,
      float beta1,
      float beta2,
      float[] w,
      float[] gradient,
      float[] m,
      float[] v,
      float scale) {
    float rate = pace.rate;
    float decay = pace.decay;
    for (int j = 0; j < w.length; j++) {
      float g = gradient[j] * scale + decay * w[j];
      m[j] = beta1 * m[j] + (1 - beta1) * g;
      v[j] = beta2 * v[j] + (1 - beta2) * g * g;
      w[j] -= rate * m[j] / ((float) Math.sqrt(v[j]) + EPSILON);
    }
  }
}
