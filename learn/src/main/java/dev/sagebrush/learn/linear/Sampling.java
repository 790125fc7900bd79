package dev.sagebrush.learn.linear;

import java.util.random.RandomGenerator;

/** Random orders and samples of row numbers. */
final class Sampling {

  private Sampling() {}

  /** 0 … n − 1. */
  static int[] all(int n) {
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
    return rows;
  }

  /** Brings rows into a random order (Fisher and Yates). */
  static void shuffle(int[] rows, RandomGenerator random) {
    for (int i = rows.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swap = rows[i];
      rows[i] = rows[other];
      rows[other] = swap;
    }
  }

  /** At most {@code most} of n rows, ascending; every row when they are no more than that. */
  static int[] some(int n, int most, RandomGenerator random) {
    int[] rows = all(n);
    if (n <= most) {
      return rows;
    }
    shuffle(rows, random);
    boolean[] taken = new boolean[n];
    for (int i = 0; i < most; i++) {
      taken[rows[i]] = true;
    }
    int[] chosen = new int[most];
    int count = 0;
    for (int row = 0; row < n; row++) {
      if (taken[row]) {
        chosen[count++] = row;
      }
    }
    return chosen;
  }
}
