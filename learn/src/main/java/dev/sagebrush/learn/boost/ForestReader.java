package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.InvalidDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays out the trees of a model file as a {@link Forest}, checking that each is a tree. */
final class ForestReader {
  private final int features;
  private int[] nodes = new int[1024];
  private int filled;
  private int[] sets = new int[64];
  private int setsFilled;

  private ForestReader(int features) {
    this.features = features;
  }

  /**
   * Reads trees.
   *
   * @param model the {@code model} object of the file's gradient booster
   * @param weights a factor for each tree, as dart has; empty for none
   * @param outputs number of groups
   * @param features number of features
   * @param rounds how many rounds count, or all if negative
   */
  static Forest read(Fields model, float[] weights, int outputs, int features, int rounds) {
    ForestReader reader = new ForestReader(features);
    List<Fields> trees = model.objects("trees");
    int[] groups = model.ints("tree_info");
    if (groups.length != trees.size() || (weights.length != 0 && weights.length != groups.length)) {
      throw new InvalidDataException("the model's lists of trees differ in length");
    }
    int count = Math.min(trees.size(), limit(model, outputs, rounds));
    int[] roots = new int[count];
    for (int i = 0; i < count; i++) {
      if (groups[i] < 0 || groups[i] >= outputs) {
        throw new InvalidDataException("tree " + i + " belongs to group " + groups[i]);
      }
      roots[i] = reader.tree(trees.get(i), weights.length == 0 ? 1 : weights[i]);
    }
    return new Forest(
        Arrays.copyOf(reader.nodes, reader.filled),
        roots,
        Arrays.copyOf(groups, count),
        Arrays.copyOf(reader.sets, reader.setsFilled));
  }

  private static int limit(Fields model, int outputs, int rounds) {
    if (rounds < 0) {
      return Integer.MAX_VALUE;
    }
    int[] starts = model.ints("iteration_indptr");
    if (rounds < starts.length) {
      return Math.max(0, starts[rounds]);
    }
    int parallel = model.object("gbtree_model_param").whole("num_parallel_tree", 1);
    long trees = (long) rounds * Math.max(1, parallel) * outputs;
    return starts.length > 0 ? Integer.MAX_VALUE : (int) Math.min(trees, Integer.MAX_VALUE);
  }

  /** Lays out one tree, breadth first so that siblings are neighbours; its root's index. */
  private int tree(Fields tree, float weight) {
    if (tree.object("tree_param").whole("size_leaf_vector", 1) > 1) {
      throw new InvalidDataException("trees with a vector in each leaf are not supported");
    }
    Shape shape = Shape.of(tree);
    int[] order = new int[shape.left.length];
    int[] place = new int[shape.left.length];
    int root = filled;
    reserve(order.length);
    int known = 1;
    Arrays.fill(place, -1);
    place[0] = take();
    for (int next = 0; next < known; next++) {
      int node = order[next];
      int at = place[node];
      if (shape.left[node] == -1) {
        nodes[at] = Forest.LEAF;
        nodes[at + 1] = Float.floatToRawIntBits(shape.conditions[node] * weight);
        continue;
      }
      int left = shape.child(shape.left, node);
      int right = shape.child(shape.right, node);
      // A node reached twice would leave a gap, and a walk through it might never end.
      if (left == right || place[left] >= 0 || place[right] >= 0) {
        throw new InvalidDataException("a tree's nodes do not form a tree");
      }
      split(shape, node, at);
      order[known++] = left;
      order[known++] = right;
      place[left] = take();
      place[right] = take();
      nodes[at + 2] = place[left];
    }
    return root;
  }

  private void split(Shape shape, int node, int at) {
    int feature = shape.features[node];
    if (feature < 0 || feature >= features || feature > Forest.FEATURE) {
      throw new InvalidDataException("a tree splits on feature " + feature + " of " + features);
    }
    int head = feature | (shape.defaultLeft[node] != 0 ? Forest.DEFAULT_LEFT : 0);
    if (shape.types.length > node && shape.types[node] == 1) {
      head |= Forest.CATEGORICAL;
      nodes[at + 3] = set(shape.categories(node));
    }
    nodes[at] = head;
    nodes[at + 1] = Float.floatToRawIntBits(shape.conditions[node]);
  }

  private int set(int[] categories) {
    int words = 0;
    for (int category : categories) {
      if (category < 0 || category >= 1 << 24) {
        throw new InvalidDataException("a tree has category " + category);
      }
      words = Math.max(words, (category >>> 5) + 1);
    }
    if (setsFilled + words + 1 > sets.length) {
      sets = Arrays.copyOf(sets, Math.max(setsFilled + words + 1, sets.length * 2));
    }
    int start = setsFilled;
    sets[start] = words;
    for (int category : categories) {
      sets[start + 1 + (category >>> 5)] |= 1 << (category & 31);
    }
    setsFilled += words + 1;
    return start;
  }

  private void reserve(int more) {
    long wanted = filled + (long) more * Forest.STRIDE;
    if (wanted > Integer.MAX_VALUE - 8) {
      throw new InvalidDataException("the model has too many nodes");
    }
    if (wanted > nodes.length) {
      nodes = Arrays.copyOf(nodes, (int) Math.max(wanted, Math.min(nodes.length * 2L, 1 << 30)));
    }
  }

  private int take() {
    int at = filled;
    filled += Forest.STRIDE;
    return at;
  }

  /** A tree's parallel arrays, of equal length. */
  private record Shape(
      int[] left,
      int[] right,
      int[] features,
      float[] conditions,
      int[] defaultLeft,
      int[] types,
      int[] categories,
      List<int[]> segments) {
    static Shape of(Fields tree) {
      int[] left = tree.ints("left_children");
      Shape shape =
          new Shape(
              left,
              tree.ints("right_children"),
              tree.ints("split_indices"),
              tree.floats("split_conditions"),
              tree.ints("default_left"),
              tree.ints("split_type"),
              tree.ints("categories"),
              segments(tree));
      if (left.length == 0
          || shape.right.length != left.length
          || shape.features.length != left.length
          || shape.conditions.length != left.length
          || shape.defaultLeft.length != left.length) {
        throw new InvalidDataException("a tree's lists are empty or differ in length");
      }
      return shape;
    }

    /** Node, start and length of each set of categories. */
    private static List<int[]> segments(Fields tree) {
      int[] nodes = tree.ints("categories_nodes");
      int[] starts = tree.ints("categories_segments");
      int[] sizes = tree.ints("categories_sizes");
      if (starts.length != nodes.length || sizes.length != nodes.length) {
        throw new InvalidDataException("a tree's lists of categories differ in length");
      }
      List<int[]> segments = new ArrayList<>();
      for (int i = 0; i < nodes.length; i++) {
        segments.add(new int[] {nodes[i], starts[i], sizes[i]});
      }
      segments.sort((a, b) -> Integer.compare(a[0], b[0]));
      return segments;
    }

    int child(int[] children, int node) {
      int child = children[node];
      if (child <= 0 || child >= left.length) {
        throw new InvalidDataException("a tree's node " + node + " has child " + child);
      }
      return child;
    }

    int[] categories(int node) {
      int low = 0;
      int high = segments.size() - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int[] segment = segments.get(middle);
        if (segment[0] == node) {
          long end = (long) segment[1] + segment[2];
          if (segment[1] < 0 || segment[2] < 0 || end > categories.length) {
            break;
          }
          return Arrays.copyOfRange(categories, segment[1], (int) end);
        }
        low = segment[0] < node ? middle + 1 : low;
        high = segment[0] < node ? high : middle - 1;
      }
      throw new InvalidDataException("a tree's node " + node + " has no categories");
    }
  }
}
