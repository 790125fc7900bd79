package dev.sagebrush.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A fitted model: immutable, safe for any number of threads. */
public interface Model {

  /** Where it comes from. */
  Provenance provenance();

  /** Features a row must have. */
  int features();

  /**
   * The name of each output value, in order: {@code [closest_cluster, distance_to_cluster]}. A name
   * may fill several places (the score of each class): it is then repeated.
   */
  List<String> outputs();

  /**
   * Predicts one row without allocating.
   *
   * @param rows has {@link #features} columns
   * @param row which of its rows
   * @param output receives {@code outputs().size()} values
   * @param at where in {@code output} the first goes
   */
  void predict(Matrix rows, int row, float[] output, int at);

  /**
   * Predicts every row.
   *
   * @return row-major, {@code outputs().size()} values to a row
   * @throws InvalidDataException when the width differs from {@link #features}
   */
  default float[] predict(Matrix rows) {
    if (rows.columns() != features()) {
      throw new InvalidDataException(
          "The model takes " + features() + " features, the data has " + rows.columns() + ".");
    }
    int width = outputs().size();
    float[] output = new float[Math.multiplyExact(rows.rows(), width)];
    for (int row = 0; row < rows.rows(); row++) {
      predict(rows, row, output, row * width);
    }
    return output;
  }

  /** Writes the model's files into an existing folder, replacing those of the same name. */
  void save(Path folder) throws IOException;
}
