package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.SharedData;
import java.io.IOException;
import java.util.List;

/** Real data to cluster, scaled as the baselines were. */
final class ClusterData {

  private ClusterData() {}

  /** The MNIST test images, pixels divided by 255: 10,000 × 784. */
  static DenseMatrix mnist() throws IOException {
    byte[] bytes = SharedData.bytes("knn-kmeans-pca/mnist-t10k-images-idx3-ubyte.gz");
    float[] values = new float[10_000 * 784];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes[16 + i] & 0xff) / 255f;
    }
    return new DenseMatrix(10_000, 784, values);
  }

  /** Letter recognition, each column standardised: 20,000 × 16. */
  static DenseMatrix letter() throws IOException {
    return standardised(table("knn-kmeans-pca/letter.csv.gz"));
  }

  /** The 8 × 8 digits, raw: 1,797 × 64. */
  static DenseMatrix digits() throws IOException {
    return table("bundled/digits.csv");
  }

  /** A table with a header line, without its first column. */
  private static DenseMatrix table(String name) throws IOException {
    List<String> lines = SharedData.lines(name);
    int columns = lines.getFirst().split(",").length - 1;
    float[] values = new float[(lines.size() - 1) * columns];
    for (int row = 0; row + 1 < lines.size(); row++) {
      String[] cells = lines.get(row + 1).split(",");
      for (int j = 0; j < columns; j++) {
        values[row * columns + j] = Float.parseFloat(cells[j + 1]);
      }
    }
    return new DenseMatrix(lines.size() - 1, columns, values);
  }

  private static DenseMatrix standardised(DenseMatrix raw) {
    float[] values = raw.values().clone();
    for (int j = 0; j < raw.columns(); j++) {
      double sum = 0;
      double squares = 0;
      for (int i = j; i < values.length; i += raw.columns()) {
        sum += values[i];
        squares += (double) values[i] * values[i];
      }
      double mean = sum / raw.rows();
      double deviation = Math.sqrt(squares / raw.rows() - mean * mean);
      for (int i = j; i < values.length; i += raw.columns()) {
        values[i] = (float) ((values[i] - mean) / deviation);
      }
    }
    return new DenseMatrix(raw.rows(), raw.columns(), values);
  }
}
