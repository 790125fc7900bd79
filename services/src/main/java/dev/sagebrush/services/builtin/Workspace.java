package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.data.LibsvmLine;

/** What one request needs and the next can use again. */
final class Workspace {

  private static final int LARGEST_KEPT = 1 << 18;

  final Floats features = new Floats();
  final Answer answer = new Answer();
  final LibsvmLine libsvm = new LibsvmLine(0);

  /** One row as it is read, with room for a label before it and one cell too many after it. */
  final float[] row;

  private float[] predictions = new float[64];

  Workspace(int columns) {
    this.row = new float[columns + 1];
  }

  void clear() {
    features.clear();
    answer.clear();
  }

  /** Room for so many predictions. */
  float[] predictions(int count) {
    if (predictions.length < count) {
      predictions = new float[Math.max(count, predictions.length * 2)];
    }
    return predictions;
  }

  /** Whether it has not grown too large to be kept. */
  boolean worthKeeping() {
    return features.array().length <= LARGEST_KEPT && predictions.length <= LARGEST_KEPT;
  }
}
