package dev.sagebrush.learn;

import java.util.HexFormat;
import java.util.Locale;

/**
 * Features with their labels and weights.
 *
 * @param features one row for each example
 * @param labels row-major, {@link #labelWidth} to a row; empty when there are none
 * @param weights one to a row, finite and at least 0; empty when every row weighs 1
 * @param groups the query each row belongs to, for ranking, the rows of a query side by side; empty
 *     when there are none
 */
public record Dataset(Matrix features, float[] labels, float[] weights, int[] groups) {
  private static final float[] NONE = {};
  private static final int[] UNGROUPED = {};

  public Dataset {
    int rows = features.rows();
    if (rows == 0 ? labels.length > 0 : labels.length % rows != 0) {
      throw new IllegalArgumentException(labels.length + " labels for " + rows + " rows");
    }
    if (weights.length != 0 && weights.length != rows) {
      throw new IllegalArgumentException(weights.length + " weights for " + rows + " rows");
    }
    if (groups.length != 0 && groups.length != rows) {
      throw new IllegalArgumentException(groups.length + " groups for " + rows + " rows");
    }
  }

  /** Rows that belong to no query. */
  public Dataset(Matrix features, float[] labels, float[] weights) {
    this(features, labels, weights, UNGROUPED);
  }

  /** Features alone. */
  public static Dataset unlabelled(Matrix features) {
    return new Dataset(features, NONE, NONE);
  }

  /** Features and labels, every row weighing 1. */
  public static Dataset labelled(Matrix features, float... labels) {
    return new Dataset(features, labels, NONE);
  }

  /** How many rows. */
  public int rows() {
    return features.rows();
  }

  /** How many features a row has. */
  public int columns() {
    return features.columns();
  }

  /** Labels to a row; 0 when there are none. */
  public int labelWidth() {
    return rows() == 0 ? 0 : labels.length / rows();
  }

  /** Whether rows carry weights of their own. */
  public boolean weighted() {
    return weights.length > 0;
  }

  /** Whether rows belong to queries. */
  public boolean grouped() {
    return groups.length > 0;
  }

  /** Weight of a row; 1 when none are given. */
  public float weight(int row) {
    return weights.length == 0 ? 1 : weights[row];
  }

  /**
   * Refuses data of another width.
   *
   * @throws InvalidDataException naming both widths
   */
  public void requireColumns(int expected, Split split) {
    if (columns() != expected) {
      throw InvalidDataException.of(
          "The %s data has %d features in a row, but feature_dim is %d.",
          split, columns(), expected);
    }
  }

  /**
   * Refuses missing and infinite features, labels and weights, and negative weights.
   *
   * @throws InvalidDataException naming the row and column
   */
  public void requireFinite(Split split) {
    float[] values = features.values();
    for (int i = 0; i < features.stored(); i++) {
      if (!Float.isFinite(values[i])) {
        throw new InvalidDataException(place(split, i) + " is " + values[i] + ": not a number.");
      }
    }
    for (int i = 0; i < labels.length; i++) {
      if (!Float.isFinite(labels[i])) {
        throw InvalidDataException.of(
            "The label of row %d of the %s data is %s: not a number.",
            i / labelWidth(), split, labels[i]);
      }
    }
    for (int row = 0; row < weights.length; row++) {
      if (!(weights[row] >= 0 && weights[row] < Float.POSITIVE_INFINITY)) {
        throw InvalidDataException.of(
            "The weight of row %d of the %s data is %s: it must be a number ≥ 0.",
            row, split, weights[row]);
      }
    }
  }

  private String place(Split split, int entry) {
    int row;
    int column;
    switch (features) {
      case DenseMatrix dense -> {
        row = entry / dense.columns();
        column = entry % dense.columns();
      }
      case SparseMatrix sparse -> {
        row = 0;
        while (sparse.begin(row + 1) <= entry) {
          row++;
        }
        column = sparse.indices()[entry];
      }
    }
    return String.format(Locale.ROOT, "Feature %d of row %d of the %s data", column, row, split);
  }

  /** The given rows in the given order, copied. */
  public Dataset select(int[] rows) {
    int width = labelWidth();
    float[] chosenLabels = new float[rows.length * width];
    float[] chosenWeights = weighted() ? new float[rows.length] : NONE;
    int[] chosenGroups = grouped() ? new int[rows.length] : UNGROUPED;
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(labels, rows[i] * width, chosenLabels, i * width, width);
      if (weighted()) {
        chosenWeights[i] = weights[rows[i]];
      }
      if (grouped()) {
        chosenGroups[i] = groups[rows[i]];
      }
    }
    return new Dataset(features.select(rows), chosenLabels, chosenWeights, chosenGroups);
  }

  /** Sixteen hexadecimal digits that change with any value; see {@link Matrix#fingerprint}. */
  public String fingerprint() {
    Fingerprint print =
        Fingerprint.start()
            .add(features.fingerprint())
            .add(labels, 0, labels.length)
            .add(weights, 0, weights.length);
    for (int group : groups) {
      print.add(group);
    }
    return HexFormat.of().toHexDigits(print.value());
  }

  @Override
  public String toString() {
    return "Dataset[" + features + ", " + labelWidth() + " label columns]";
  }
}
