package dev.sagebrush.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of a bundled data set, label first, as lines of CSV without a header.
 *
 * @param train the rows to learn from
 * @param test the rows held out; the same as {@code train} where nothing is held out
 */
record DataSet(List<String> train, List<String> test) {

  /** A data set whose held-out rows are listed in {@code splits/<name>.test.txt}. */
  static DataSet split(Path folder, String name) throws IOException {
    List<String> rows = rows(folder, name);
    String list = Files.readString(folder.resolve("splits/" + name + ".test.txt")).strip();
    Set<Integer> held = new HashSet<>();
    for (String row : list.split(",", -1)) {
      held.add(Integer.valueOf(row));
    }
    List<String> train = new ArrayList<>();
    List<String> test = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      (held.contains(i) ? test : train).add(rows.get(i));
    }
    return new DataSet(train, test);
  }

  /** A data set for clustering: all rows, without their labels. */
  static DataSet unlabelled(Path folder, String name) throws IOException {
    List<String> rows = rows(folder, name).stream().map(DataSet::features).toList();
    return new DataSet(rows, rows);
  }

  private static List<String> rows(Path folder, String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(name + ".csv"));
    return lines.subList(1, lines.size());
  }

  /** A row without its label. */
  static String features(String row) {
    return row.substring(row.indexOf(',') + 1);
  }

  /** A row's label. */
  static String label(String row) {
    return row.substring(0, row.indexOf(','));
  }
}
