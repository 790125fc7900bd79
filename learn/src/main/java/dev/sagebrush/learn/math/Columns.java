package dev.sagebrush.learn.math;

import java.util.Arrays;

/**
 * Dense rows, moved and scaled and laid column by column within each block, so that loops over rows
 * run along arrays. They are kept while they fit a quarter of the heap, and laid anew for each use
 * otherwise. {@link #prepare} comes first, and again when the order of the rows has changed.
 */
public final class Columns {
  private static final float[][] ABSENT = {};

  private final Blocks blocks;
  private final float[] values;
  private final float[] shift;
  private final float[] scale;
  private final boolean keep;
  private final float[][][] kept;

  /**
   * Columns of {@code (value − shift) · scale}.
   *
   * @param values row-major, {@code shift.length} to a row
   * @param scale as many
   */
  public Columns(Blocks blocks, float[] values, float[] shift, float[] scale) {
    this.blocks = blocks;
    this.values = values;
    this.shift = shift;
    this.scale = scale;
    long bytes = (long) blocks.order().length * shift.length * Float.BYTES;
    this.keep = bytes < Runtime.getRuntime().maxMemory() / 4;
    this.kept = new float[blocks.count()][][];
    Arrays.fill(kept, ABSENT);
  }

  /** Lays the blocks that are kept. */
  public void prepare(Workers workers) {
    if (keep) {
      workers.each(kept.length, (block, worker) -> prepare(block));
    }
  }

  private void prepare(int block) {
    if (kept[block].length == 0) {
      kept[block] = new float[shift.length][blocks.rows(block)];
    }
    lay(block, kept[block]);
  }

  /** Space for {@link #of}; one for each thread. */
  public float[][] scratch() {
    return keep ? ABSENT : new float[shift.length][blocks.size()];
  }

  /**
   * A block's columns, an array for each; not to be written.
   *
   * @param scratch from {@link #scratch}
   */
  public float[][] of(int block, float[][] scratch) {
    if (keep) {
      return kept[block];
    }
    lay(block, scratch);
    return scratch;
  }

  private void lay(int block, float[][] columns) {
    int[] places = new int[blocks.rows(block)];
    for (int i = 0; i < places.length; i++) {
      places[i] = blocks.order()[blocks.begin(block) + i] * shift.length;
    }
    // The rows' cache lines stay near while the columns that lie in them are taken one by one.
    for (int j = 0; j < columns.length; j++) {
      take(values, places, j, shift[j], scale[j], columns[j]);
    }
  }

  private static void take(
      float[] values, int[] places, int j, float shift, float scale, float[] column) {
    for (int i = 0; i < places.length; i++) {
      column[i] = (values[places[i] + j] - shift) * scale;
    }
  }
}
