package dev.sagebrush.learn.boost;

import java.util.Arrays;
import java.util.Set;

/** The words of parameter {@code updater}. */
final class Updaters {
  private static final Set<String> TREE =
      Set.of(
          "grow_colmaker",
          "grow_histmaker",
          "grow_quantile_histmaker",
          "refresh",
          "prune",
          "sync",
          "distcol",
          "grow_skmaker");
  private static final Set<String> LINEAR = Set.of("shotgun", "coord_descent");

  private Updaters() {}

  /** Whether every word names an updater. */
  static boolean valid(String text) {
    return Arrays.stream(words(text))
        .allMatch(word -> TREE.contains(word) || LINEAR.contains(word));
  }

  /** Whether there is an updater of linear models among them. */
  static boolean linear(String text) {
    return Arrays.stream(words(text)).anyMatch(LINEAR::contains);
  }

  /** The updaters that XGBoost still has, {@code distcol} and {@code grow_skmaker} replaced. */
  static String current(String text) {
    return String.join(
        ",",
        Arrays.stream(words(text))
            .map(word -> word.equals("distcol") ? "grow_colmaker" : word)
            .map(word -> word.equals("grow_skmaker") ? "grow_histmaker" : word)
            .toList());
  }

  private static String[] words(String text) {
    return text.strip().split("\\s*,\\s*", -1);
  }
}
