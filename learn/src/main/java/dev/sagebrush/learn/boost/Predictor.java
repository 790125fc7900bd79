package dev.sagebrush.learn.boost;

/** Adds what a model's parts say of a row to its margins. */
interface Predictor {
  /** Of a dense row: {@code width} features from {@code at}. */
  void add(float[] row, int at, int width, float[] output, int to);

  /** Of a sparse row: entries {@code [from, end)}, columns ascending. */
  void add(int[] columns, float[] values, int from, int end, float[] output, int to);
}
