package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.math.Blocks;

/**
 * Scaled rows with their targets.
 *
 * @param design the rows that count, in blocks
 * @param labels scaled labels, of all rows
 * @param classWeights weight of each class in the loss; empty when they weigh the same
 * @param ownWeights whether each model weighs the label 1 by its own settings
 */
record Problem(
    Dataset data,
    Design design,
    float[] labels,
    Loss loss,
    float[] classWeights,
    Task task,
    boolean ownWeights) {

  /**
   * A problem on some rows.
   *
   * @param rows which, in what order and how many to a mini-batch
   */
  static Problem of(
      Dataset data, Blocks rows, Scaler scaler, Loss loss, float[] classWeights, Task task) {
    float[] labels = data.labels().clone();
    for (int i = 0; task == Task.REGRESSION && i < labels.length; i++) {
      labels[i] = scaler.label(labels[i]);
    }
    Design design = Design.of(data.features(), scaler, rows);
    return new Problem(data, design, labels, loss, classWeights, task, true);
  }

  /** A row's weight in the loss, before a model's own weight for the label 1. */
  float weight(int row) {
    float weight = data.weight(row);
    return classWeights.length == 0 ? weight : weight * classWeights[(int) labels[row]];
  }

  /** The same without the models' own weights, so that their losses can be compared. */
  Problem comparable() {
    return new Problem(data, design, labels, loss, classWeights, task, false);
  }
}
