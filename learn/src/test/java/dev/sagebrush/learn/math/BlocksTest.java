package dev.sagebrush.learn.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlocksTest {

  @Test
  void everyPositionIsInOneBlockOfItsBatch() {
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 500; trial++) {
      int rows = random.nextInt(0, 5000);
      int batch = random.nextInt(1, 3000);
      Blocks blocks = new Blocks(new int[rows], batch);
      assertEquals(Math.ceilDiv(rows, batch), blocks.batches());
      int position = 0;
      for (int block = 0; block < blocks.count(); block++) {
        assertEquals(position, blocks.begin(block));
        assertTrue(blocks.rows(block) <= Math.min(blocks.size(), Blocks.MOST));
        position = blocks.end(block);
        int batches = (block + 1) / blocks.perBatch();
        if ((block + 1) % blocks.perBatch() == 0) {
          assertEquals(Math.min(rows, batches * batch), position);
        }
      }
      assertEquals(rows, position);
    }
  }

  @Test
  void columnsAreMovedAndScaled() {
    int[] order = new int[1300];
    Arrays.setAll(order, i -> order.length - 1 - i);
    float[] values = new float[order.length * 19];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 1000;
    }
    float[] shift = new float[19];
    float[] scale = new float[19];
    for (int j = 0; j < 19; j++) {
      shift[j] = j;
      scale[j] = 1 + j / 8f;
    }
    Blocks blocks = new Blocks(order, 700);
    Columns columns = new Columns(blocks, values, shift, scale);
    try (Workers workers = new Workers("columns", 2)) {
      columns.prepare(workers);
    }
    for (int block = 0; block < blocks.count(); block++) {
      float[][] laid = columns.of(block, columns.scratch());
      for (int j = 0; j < 19; j++) {
        float[] expected = new float[blocks.rows(block)];
        for (int i = 0; i < expected.length; i++) {
          int row = order[blocks.begin(block) + i];
          expected[i] = (values[row * 19 + j] - shift[j]) * scale[j];
        }
        assertArrayEquals(expected, Arrays.copyOf(laid[j], expected.length));
      }
    }
  }
}
