package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Split;

/** What a linear model predicts. */
public enum Task {
  /** One of two classes, 0 or 1. */
  BINARY("binary_classifier"),
  /** One of classes 0 … n − 1. */
  MULTICLASS("multiclass_classifier"),
  /** A number. */
  REGRESSION("regressor");

  private final String word;

  Task(String word) {
    this.word = word;
  }

  static Task of(String word) {
    for (Task task : values()) {
      if (task.word.equals(word)) {
        return task;
      }
    }
    throw new IllegalArgumentException(word);
  }

  /** Refuses labels that are not of this task. */
  void check(Dataset data, Split split, int classes) {
    if (data.rows() == 0) {
      throw InvalidDataException.of("The %s data has no rows.", split);
    }
    if (data.labelWidth() != 1) {
      throw InvalidDataException.of(
          "The %s data has %d labels to a row; exactly one is needed.", split, data.labelWidth());
    }
    if (this == REGRESSION) {
      return;
    }
    for (int row = 0; row < data.rows(); row++) {
      float label = data.labels()[row];
      if (label != (int) label || label < 0 || label >= classes) {
        throw InvalidDataException.of(
            "The label of row %d of the %s data is %s: a %s needs integers from 0 to %d.",
            row, split, label, word, classes - 1);
      }
    }
  }

  @Override
  public String toString() {
    return word;
  }
}
