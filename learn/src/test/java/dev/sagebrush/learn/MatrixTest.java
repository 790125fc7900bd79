package dev.sagebrush.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MatrixTest {
  private static final SparseMatrix SPARSE =
      new SparseMatrix(3, 4, new long[] {0, 2, 2, 3}, new int[] {0, 3, 1}, new float[] {1, 2, 3});
  private static final DenseMatrix DENSE =
      new DenseMatrix(3, 4, new float[] {1, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0});

  @Test
  void sparseAndDenseAgree() {
    assertEquals(DENSE, SPARSE.dense());
    assertEquals(DENSE.slice(1, 3), SPARSE.slice(1, 3).dense());
    int[] order = {2, 0, 2};
    assertEquals(DENSE.select(order), SPARSE.select(order).dense());
    float[] row = {9, 9, 9, 9, 9, 9};
    SPARSE.copyRow(2, row, 1);
    assertArrayEquals(new float[] {9, 0, 3, 0, 0, 9}, row);
  }

  @Test
  void refusesMalformedShapes() {
    assertThrows(IllegalArgumentException.class, () -> new DenseMatrix(2, 2, new float[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparseMatrix(1, 2, new long[] {0, 1}, new int[] {2}, new float[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparseMatrix(1, 3, new long[] {0, 2}, new int[] {1, 1}, new float[2]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparseMatrix(1, 3, new long[] {0, 5}, new int[] {1}, new float[1]));
    assertThrows(IndexOutOfBoundsException.class, () -> DENSE.copyRow(3, new float[4], 0));
    assertThrows(IllegalArgumentException.class, () -> Dataset.labelled(DENSE, 1, 2));
  }

  @Test
  void fingerprintFollowsContent() {
    Dataset data = Dataset.labelled(DENSE, 0, 1, 0);
    assertEquals("84e9", data.fingerprint().substring(0, 4));
    assertEquals(data.fingerprint(), Dataset.labelled(DENSE.slice(0, 3), 0, 1, 0).fingerprint());
    assertNotEquals(data.fingerprint(), Dataset.labelled(DENSE, 0, 1, 1).fingerprint());
    assertNotEquals(SPARSE.fingerprint(), SPARSE.slice(0, 2).fingerprint());
  }

  @Test
  void selectsLabelsAndWeights() {
    Dataset data = new Dataset(DENSE, new float[] {0, 1, 2, 3, 4, 5}, new float[] {.5f, 1, 2});
    Dataset chosen = data.select(new int[] {2, 0});
    assertEquals(2, chosen.labelWidth());
    assertArrayEquals(new float[] {4, 5, 0, 1}, chosen.labels());
    assertArrayEquals(new float[] {2, .5f}, chosen.weights());
  }
}
