package dev.sagebrush.learn.boost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Deals rows out to folds at random, each label evenly if the folds are to be stratified. */
final class Folds {
  private Folds() {}

  /** The fold of each row, in {@code [0, folds)}. */
  static int[] deal(float[] labels, int folds, boolean stratified, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] fold = new int[labels.length];
    int next = 0;
    for (List<Integer> stratum : strata(labels, stratified)) {
      for (int i = stratum.size() - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        Integer moved = stratum.get(i);
        stratum.set(i, stratum.get(other));
        stratum.set(other, moved);
      }
      for (int row : stratum) {
        fold[row] = next++ % folds;
      }
    }
    return fold;
  }

  private static List<List<Integer>> strata(float[] labels, boolean stratified) {
    Map<Float, List<Integer>> strata = new TreeMap<>();
    for (int row = 0; row < labels.length; row++) {
      strata.computeIfAbsent(stratified ? labels[row] : 0, label -> new ArrayList<>()).add(row);
    }
    return new ArrayList<>(strata.values());
  }

  /** The rows inside a fold, or outside of it. */
  static int[] rows(int[] fold, int wanted, boolean inside) {
    int[] rows = new int[fold.length];
    int count = 0;
    for (int row = 0; row < fold.length; row++) {
      if (fold[row] == wanted == inside) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }
}
