package dev.sagebrush.learn.linear;

import java.util.Arrays;

/** Turns a mini-batch's gradient into a step, for every model of a group by its own settings. */
final class Updater {
  private static final float EPSILON = 1e-8f;

  private final Settings[] settings;
  private final int span;
  private final int width;
  private final boolean useBias;
  private final String optimizer;
  private final float[] first;
  private final float[] second;
  private final float[] biasFirst;
  private final float[] biasSecond;
  private final float[] rate;
  private final float[] decay;
  private final float[] shrink;
  private long steps;

  Updater(Settings[] settings, int span, int width, int columns, boolean useBias) {
    this.settings = settings;
    this.span = span;
    this.width = width;
    this.useBias = useBias;
    this.optimizer = settings[0].optimizer();
    this.first = new float[Math.multiplyExact(columns, width)];
    this.second = new float[optimizer.equals("sgd") ? 0 : first.length];
    this.biasFirst = new float[width];
    this.biasSecond = new float[width];
    this.rate = new float[width];
    this.decay = new float[width];
    this.shrink = new float[width];
  }

  /** Moves weights and intercepts; gradients are sums over {@code rows} rows. */
  void step(float[] weights, float[] bias, float[] gradient, float[] biasGradient, int rows) {
    spread(1, false);
    move(weights, gradient, first, second, 1f / rows);
    if (useBias) {
      spread(settings[0].biasRate(), true);
      move(bias, biasGradient, biasFirst, biasSecond, 1f / rows);
    }
    steps++;
  }

  long updates() {
    return steps;
  }

  void updates(long done) {
    steps = done;
  }

  /** The panels of moments with their intercepts' rows: first, and second where there is one. */
  float[][] moments() {
    return second.length == 0
        ? new float[][] {first, biasFirst}
        : new float[][] {first, biasFirst, second, biasSecond};
  }

  /** Lays each model's settings over its columns. */
  private void spread(double multiple, boolean intercept) {
    for (int model = 0; model < settings.length; model++) {
      Settings own = settings[model];
      double step = own.rate(steps) * multiple;
      int from = model * span;
      Arrays.fill(shrink, from, from + span, intercept ? 0 : (float) (step * own.l1()));
      double wd = own.wd() * (intercept ? own.biasDecay() : 1);
      Arrays.fill(decay, from, from + span, (float) wd);
      if (optimizer.equals("adam")) {
        double corrected = Math.sqrt(1 - Math.pow(own.beta2(), steps + 1));
        step *= corrected / (1 - Math.pow(own.beta1(), steps + 1));
      }
      Arrays.fill(rate, from, from + span, (float) step);
    }
  }

  private void move(float[] w, float[] gradient, float[] m, float[] v, float scale) {
    switch (optimizer) {
      case "sgd" -> sgd(w, gradient, m, scale);
      case "rmsprop" -> rmsprop(w, gradient, v, scale);
      default -> adam(w, gradient, m, v, scale);
    }
    for (int row = 0; row < w.length; row += width) {
      for (int c = 0; c < width; c++) {
        float size = Math.abs(w[row + c]) - shrink[c];
        if (shrink[c] > 0) {
          w[row + c] = size > 0 ? Math.copySign(size, w[row + c]) : 0;
        }
      }
    }
  }

  private void sgd(float[] w, float[] gradient, float[] m, float scale) {
    float momentum = (float) settings[0].momentum();
    for (int row = 0; row < w.length; row += width) {
      for (int c = 0; c < width; c++) {
        int i = row + c;
        float g = gradient[i] * scale + decay[c] * w[i];
        m[i] = momentum * m[i] - rate[c] * g;
        w[i] += m[i];
      }
    }
  }

  private void rmsprop(float[] w, float[] gradient, float[] v, float scale) {
    float keep = 0.9f;
    for (int row = 0; row < w.length; row += width) {
      for (int c = 0; c < width; c++) {
        int i = row + c;
        float g = gradient[i] * scale + decay[c] * w[i];
        v[i] = keep * v[i] + (1 - keep) * g * g;
        w[i] -= rate[c] * g / ((float) Math.sqrt(v[i]) + EPSILON);
      }
    }
  }

  private void adam(float[] w, float[] gradient, float[] m, float[] v, float scale) {
    float beta1 = (float) settings[0].beta1();
    float beta2 = (float) settings[0].beta2();
    for (int row = 0; row < w.length; row += width) {
      for (int c = 0; c < width; c++) {
        int i = row + c;
        float g = gradient[i] * scale + decay[c] * w[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        w[i] -= rate[c] * m[i] / ((float) Math.sqrt(v[i]) + EPSILON);
      }
    }
  }
}
