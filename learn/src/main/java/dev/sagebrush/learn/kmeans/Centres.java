package dev.sagebrush.learn.kmeans;

/** Cluster centres with half their squared norms. Mutable; one writer at a time. */
final class Centres {
  final int count;
  final int columns;

  /** One array for each centre. */
  final float[][] values;

  /** ‖c‖²/2 of each centre. */
  final float[] halfNorms;

  Centres(int count, int columns) {
    this.count = count;
    this.columns = columns;
    this.values = new float[count][columns];
    this.halfNorms = new float[count];
  }

  /** The same centres seen from an origin that lies at {@code −shift}. */
  Centres plus(float[] shift) {
    return moved(shift, 1);
  }

  /** The same centres seen from an origin that lies at {@code shift}. */
  Centres minus(float[] shift) {
    return moved(shift, -1);
  }

  private Centres moved(float[] shift, int sign) {
    Centres moved = new Centres(count, columns);
    for (int c = 0; c < count; c++) {
      for (int j = 0; j < columns; j++) {
        moved.values[c][j] = values[c][j] + sign * shift[j];
      }
    }
    moved.refresh();
    return moved;
  }

  /** Brings the norms up to date after {@link #values} changed. */
  void refresh() {
    for (int c = 0; c < count; c++) {
      double squares = 0;
      for (float value : values[c]) {
        squares += (double) value * value;
      }
      halfNorms[c] = (float) (squares / 2);
    }
  }

  /** The centres column by column, count to an array. */
  float[][] turned() {
    float[][] turned = new float[columns][count];
    for (int c = 0; c < count; c++) {
      for (int j = 0; j < columns; j++) {
        turned[j][c] = values[c][j];
      }
    }
    return turned;
  }

  /** All values in one array, row-major. */
  float[] flat() {
    float[] flat = new float[Math.multiplyExact(count, columns)];
    for (int c = 0; c < count; c++) {
      System.arraycopy(values[c], 0, flat, c * columns, columns);
    }
    return flat;
  }
}
