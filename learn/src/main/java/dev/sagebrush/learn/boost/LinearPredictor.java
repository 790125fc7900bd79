package dev.sagebrush.learn.boost;

/**
 * A linear booster.
 *
 * @param weights row-major, a row of {@code outputs} for each feature and last one of biases
 * @param outputs values to a row
 */
record LinearPredictor(float[] weights, int outputs) implements Predictor {
  @Override
  public void add(float[] row, int at, int width, float[] output, int to) {
    int features = bias(output, to);
    for (int feature = 0; feature < Math.min(width, features); feature++) {
      float value = row[at + feature];
      if (!Float.isNaN(value)) {
        add(feature, value, output, to);
      }
    }
  }

  @Override
  public void add(int[] columns, float[] values, int from, int end, float[] output, int to) {
    int features = bias(output, to);
    for (int i = from; i < end; i++) {
      if (!Float.isNaN(values[i]) && columns[i] < features) {
        add(columns[i], values[i], output, to);
      }
    }
  }

  /** Adds the biases; the number of features. */
  private int bias(float[] output, int to) {
    int features = weights.length / outputs - 1;
    add(features, 1, output, to);
    return features;
  }

  private void add(int feature, float value, float[] output, int to) {
    for (int i = 0; i < outputs; i++) {
      output[to + i] += value * weights[feature * outputs + i];
    }
  }
}
