package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.NumpyPermutation;
import dev.sagebrush.learn.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Real tables as a feature script would hand them over: words become one column for each word,
 * numbers stay as they are; the last column is the label.
 *
 * @param training rows to learn from
 * @param test rows to be measured on
 */
record TableData(Dataset training, Dataset test) {

  /** Bank marketing, every column, 20 % test. */
  static TableData bank() throws IOException {
    List<String[]> rows = cells("xgboost/bank-additional-full.csv.gz", ";");
    rows.removeFirst();
    return fifth(encode(rows, "yes"));
  }

  /** Abalone, 20 % test. */
  static TableData abalone() throws IOException {
    return fifth(encode(cells("xgboost/abalone.csv", ","), null));
  }

  /** Adult, the split it is shipped with. */
  static TableData adult() throws IOException {
    List<String[]> rows = cells("linear-learner/adult-train.csv.gz", ",");
    int training = rows.size();
    rows.addAll(cells("linear-learner/adult-test.csv.gz", ","));
    Dataset all = encode(rows, ">50K");
    int[] order = Sampling.all(all.rows());
    return new TableData(
        all.select(Arrays.copyOf(order, training)),
        all.select(Arrays.copyOfRange(order, training, order.length)));
  }

  /** The first 20 % of NumPy's permutation with seed 0 are the test rows. */
  private static TableData fifth(Dataset all) {
    int[] order = NumpyPermutation.of(0, all.rows());
    int cut = all.rows() / 5;
    return new TableData(
        all.select(Arrays.copyOfRange(order, cut, order.length)),
        all.select(Arrays.copyOf(order, cut)));
  }

  private static List<String[]> cells(String name, String separator) throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : SharedData.lines(name)) {
      String[] row = line.replace("\"", "").split(separator, -1);
      for (int j = 0; j < row.length; j++) {
        row[j] = row[j].strip();
      }
      rows.add(row);
    }
    return rows;
  }

  private static boolean number(String text) {
    return text.matches("-?\\d*\\.?\\d+([eE]-?\\d+)?");
  }

  private static Dataset encode(List<String[]> rows, String positive) {
    int inputs = rows.getFirst().length - 1;
    List<List<String>> words = new ArrayList<>();
    int width = 0;
    for (int j = 0; j < inputs; j++) {
      Set<String> found = new LinkedHashSet<>();
      boolean numeric = true;
      for (String[] row : rows) {
        numeric &= number(row[j]);
        found.add(row[j]);
      }
      words.add(numeric ? List.of() : List.copyOf(found).stream().sorted().toList());
      width += numeric ? 1 : found.size();
    }
    float[] values = new float[rows.size() * width];
    float[] labels = new float[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      String[] row = rows.get(i);
      int at = i * width;
      for (int j = 0; j < inputs; j++) {
        if (words.get(j).isEmpty()) {
          values[at++] = Float.parseFloat(row[j]);
        } else {
          values[at + words.get(j).indexOf(row[j])] = 1;
          at += words.get(j).size();
        }
      }
      String label = row[inputs];
      labels[i] = positive == null ? Float.parseFloat(label) : label.startsWith(positive) ? 1 : 0;
    }
    return Dataset.labelled(new DenseMatrix(rows.size(), width, values), labels);
  }
}
