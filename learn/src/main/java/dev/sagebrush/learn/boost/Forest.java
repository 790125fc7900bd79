package dev.sagebrush.learn.boost;

import java.util.Arrays;

/**
 * Trees as one flat array of ints, four to a node:
 *
 * <pre>
 * 0  the feature, with {@link #DEFAULT_LEFT} and {@link #CATEGORICAL}; {@link #LEAF} for a leaf
 * 1  the bits of the threshold, or of the leaf's value
 * 2  index of the left child; the right one follows it
 * 3  for a categorical split, where its set of categories starts in the pool of sets
 * </pre>
 *
 * A row goes left where its value is below the threshold, right where its category is in the set,
 * and the default way where the value is missing.
 */
final class Forest implements Predictor {
  /** Ints to a node. */
  static final int STRIDE = 4;

  /** Marks a leaf. */
  static final int LEAF = -1;

  /** A missing value goes left. */
  static final int DEFAULT_LEFT = 1 << 30;

  /** The split is by category. */
  static final int CATEGORICAL = 1 << 29;

  /** Bits that hold the feature. */
  static final int FEATURE = CATEGORICAL - 1;

  /** Categories above this are none (XGBoost keeps them in a float's mantissa). */
  private static final float CATEGORY_LIMIT = 1 << 24;

  private final int[] nodes;
  private final int[] roots;
  private final int[] groups;
  private final int[] sets;

  /**
   * Trees.
   *
   * @param nodes as above
   * @param roots index of each tree's first node
   * @param groups the output each tree adds to
   * @param sets for each set of categories the number of its words, then the words, lowest bit
   *     first
   */
  Forest(int[] nodes, int[] roots, int[] groups, int[] sets) {
    this.nodes = nodes;
    this.roots = roots;
    this.groups = groups;
    this.sets = sets;
  }

  /** Number of trees. */
  int size() {
    return roots.length;
  }

  /**
   * Adds the leaves that a row reaches.
   *
   * @param row holds {@code width} features from {@code at}; features beyond are missing
   */
  @Override
  public void add(float[] row, int at, int width, float[] output, int to) {
    int[] tree = nodes;
    for (int i = 0; i < roots.length; i++) {
      int node = roots[i];
      int head = tree[node];
      while (head != LEAF) {
        int feature = head & FEATURE;
        float value = feature < width ? row[at + feature] : Float.NaN;
        node = child(tree, node, head, value);
        head = tree[node];
      }
      output[to + groups[i]] += Float.intBitsToFloat(tree[node + 1]);
    }
  }

  /** Adds the leaves that a sparse row reaches: entries {@code [from, end)}, columns ascending. */
  @Override
  public void add(int[] columns, float[] values, int from, int end, float[] output, int to) {
    int[] tree = nodes;
    for (int i = 0; i < roots.length; i++) {
      int node = roots[i];
      int head = tree[node];
      while (head != LEAF) {
        int found = Arrays.binarySearch(columns, from, end, head & FEATURE);
        node = child(tree, node, head, found < 0 ? Float.NaN : values[found]);
        head = tree[node];
      }
      output[to + groups[i]] += Float.intBitsToFloat(tree[node + 1]);
    }
  }

  private int child(int[] tree, int node, int head, float value) {
    boolean left;
    if (Float.isNaN(value)) {
      left = (head & DEFAULT_LEFT) != 0;
    } else if ((head & CATEGORICAL) != 0) {
      left = !contains(tree[node + 3], value);
    } else {
      left = value < Float.intBitsToFloat(tree[node + 1]);
    }
    return tree[node + 2] + (left ? 0 : STRIDE);
  }

  private boolean contains(int set, float value) {
    if (!(value >= 0 && value < CATEGORY_LIMIT)) {
      return false;
    }
    int category = (int) value;
    int word = category >>> 5;
    return word < sets[set] && (sets[set + 1 + word] >>> (category & 31) & 1) != 0;
  }
}
