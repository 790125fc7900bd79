package dev.sagebrush.learn.data;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.SparseMatrix;
import java.util.Arrays;

/**
 * Collects rows for a {@link Dataset}: their labels, weights and groups as they come, their
 * features either dense or as index and value pairs. Arrays grow by half, so that a row is copied
 * about twice.
 */
final class Rows {
  private static final float[] NONE = {};

  private final boolean sparse;
  private float[] values = new float[1024];
  private int[] columns;
  private long[] offsets;
  private int filled;
  private float[] labels = new float[64];
  private int labelled;
  private float[] weights = NONE;
  private boolean weighted;
  private int[] groups = {};
  private boolean grouped;
  private int rows;
  private int width;

  private Rows(boolean sparse) {
    this.sparse = sparse;
    this.columns = new int[sparse ? values.length : 0];
    this.offsets = new long[sparse ? 64 : 0];
  }

  /** Rows with one value for every column. */
  static Rows dense() {
    return new Rows(false);
  }

  /** Rows with values for some columns. */
  static Rows sparse() {
    return new Rows(true);
  }

  /** Rows finished so far. */
  int count() {
    return rows;
  }

  /** Adds a label to the current row. */
  void label(float label) {
    if (labelled == labels.length) {
      labels = Arrays.copyOf(labels, grown(labelled, 1));
    }
    labels[labelled++] = label;
  }

  /** Gives the current row a weight; rows without one have weight 1. */
  void weight(float weight) {
    if (!weighted) {
      weighted = true;
      weights = new float[Math.max(64, rows + 1)];
      Arrays.fill(weights, 1);
    }
    if (rows >= weights.length) {
      int before = weights.length;
      weights = Arrays.copyOf(weights, grown(before, 1));
      Arrays.fill(weights, before, weights.length, 1);
    }
    weights[rows] = weight;
  }

  /** Says which query the current row belongs to; rows of which nothing is said are in query 0. */
  void group(int group) {
    grouped = true;
    if (rows >= groups.length) {
      groups = Arrays.copyOf(groups, grown(rows, 64));
    }
    groups[rows] = group;
  }

  /** Adds the next dense value to the current row. */
  void add(float value) {
    if (filled == values.length) {
      reserve(1);
    }
    values[filled++] = value;
  }

  /** Adds {@code more[from, to)} to the current dense row. */
  void add(float[] more, int from, int to) {
    reserve(to - from);
    System.arraycopy(more, from, values, filled, to - from);
    filled += to - from;
  }

  /** Adds a value at a column to the current sparse row. */
  void add(int column, float value) {
    if (filled == values.length) {
      reserve(1);
    }
    columns[filled] = column;
    values[filled++] = value;
    width = Math.max(width, column + 1);
  }

  /**
   * Ends the current row.
   *
   * @return a column that occurs twice in a sparse row, or -1
   */
  int end() {
    int repeated = -1;
    if (sparse) {
      if (rows + 1 == offsets.length) {
        offsets = Arrays.copyOf(offsets, grown(rows, 2));
      }
      repeated = order((int) offsets[rows], filled);
      offsets[rows + 1] = filled;
    }
    rows++;
    return repeated;
  }

  /**
   * The data set of all rows, of which there must be one.
   *
   * @param atLeastColumns least width when sparse; without effect when dense
   */
  Dataset dataset(int atLeastColumns) {
    float[] exactLabels = Arrays.copyOf(labels, labelled);
    float[] exactWeights = weighted ? Arrays.copyOf(weights, rows) : NONE;
    if (weighted && rows > weights.length) {
      Arrays.fill(exactWeights, weights.length, rows, 1);
    }
    int[] exactGroups = grouped ? Arrays.copyOf(groups, rows) : new int[0];
    Matrix matrix =
        sparse
            ? new SparseMatrix(
                rows,
                Math.max(width, atLeastColumns),
                Arrays.copyOf(offsets, rows + 1),
                columns,
                values)
            : new DenseMatrix(rows, filled / rows, values);
    return new Dataset(matrix, exactLabels, exactWeights, exactGroups);
  }

  /** Puts columns in ascending order; rows that are so already, nearly all, cost one pass. */
  private int order(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (columns[i] <= columns[i - 1]) {
        return sort(from, to);
      }
    }
    return -1;
  }

  private int sort(int from, int to) {
    long[] keys = new long[to - from];
    for (int i = from; i < to; i++) {
      keys[i - from] = (long) columns[i] << 32 | i;
    }
    Arrays.sort(keys);
    float[] old = Arrays.copyOfRange(values, from, to);
    int repeated = -1;
    for (int i = from; i < to; i++) {
      long key = keys[i - from];
      columns[i] = (int) (key >>> 32);
      values[i] = old[(int) key - from];
      if (i > from && columns[i] == columns[i - 1]) {
        repeated = columns[i];
      }
    }
    return repeated;
  }

  private void reserve(int more) {
    if (more > values.length - filled) {
      values = Arrays.copyOf(values, grown(filled, more));
      if (sparse) {
        columns = Arrays.copyOf(columns, values.length);
      }
    }
  }

  private static int grown(int size, int more) {
    long wanted = Math.max(size + (long) (size >> 1), size + (long) more);
    long least = size + (long) more;
    if (least > Integer.MAX_VALUE - 8) {
      throw new InvalidDataException(
          "the data has more than "
              + (Integer.MAX_VALUE - 8)
              + " values, too many for one data set");
    }
    return (int) Math.min(Math.max(wanted, 16), Integer.MAX_VALUE - 8);
  }
}
