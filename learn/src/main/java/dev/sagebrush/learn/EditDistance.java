package dev.sagebrush.learn;

import java.util.Arrays;

/** Levenshtein's distance: insertions, deletions and substitutions between two words. */
final class EditDistance {
  private static final int LONGEST = 100;

  private EditDistance() {}

  /** The distance; words beyond 100 characters are cut, so a stranger's input costs little. */
  static int between(String first, String second) {
    String left = first.substring(0, Math.min(LONGEST, first.length()));
    String right = second.substring(0, Math.min(LONGEST, second.length()));
    int[] row = new int[right.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
