package dev.sagebrush.learn.math;

/**
 * Rows in a fixed order, in batches and these in blocks of at most {@link #MOST} rows. The last
 * batch may be short, and its last blocks empty.
 */
public final class Blocks {
  /** Rows to a block. Short loops are slow loops; long blocks leave the nearest cache. */
  static final int MOST = 512;

  private final int[] order;
  private final int batch;
  private final int perBatch;
  private final int size;

  /**
   * Blocks of the given rows.
   *
   * @param order row numbers; shared, not copied
   * @param batch rows to a batch, at least 1
   */
  public Blocks(int[] order, int batch) {
    this.order = order;
    this.batch = batch;
    this.perBatch = Math.ceilDiv(batch, MOST);
    this.size = Math.ceilDiv(batch, perBatch);
  }

  /** The row at each position. */
  public int[] order() {
    return order;
  }

  /** Batches. */
  public int batches() {
    return Math.ceilDiv(order.length, batch);
  }

  /** Blocks to a batch. */
  public int perBatch() {
    return perBatch;
  }

  /** Blocks; those of batch b begin with {@code b × perBatch}. */
  public int count() {
    return batches() * perBatch;
  }

  /** Rows of the longest block. */
  public int size() {
    return Math.min(size, order.length);
  }

  /** The first position of a block. */
  public int begin(int block) {
    int within = Math.min(batch, block % perBatch * size);
    return Math.min(order.length, block / perBatch * batch + within);
  }

  /** The position after a block's last. */
  public int end(int block) {
    return begin(block + 1);
  }

  /** Rows of a block. */
  public int rows(int block) {
    return end(block) - begin(block);
  }
}
