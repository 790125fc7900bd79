package dev.sagebrush.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.SparseMatrix;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibsvmTest {
  private static Dataset read(Libsvm format, String text) throws IOException {
    return format.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), "train.libsvm");
  }

  @Test
  void readsLabelsWeightsGroupsAndFeatures() throws IOException {
    Dataset data =
        read(
            Libsvm.zeroBased(),
            "# head\n1:.5 qid:3 0:1.5 4:2  # tail\r\n\n-1 qid:4 3 1:7e0\n2 qid:4\n");
    assertArrayEquals(new float[] {1, -1, 2}, data.labels());
    assertArrayEquals(new float[] {.5f, 1, 1}, data.weights());
    assertArrayEquals(new int[] {3, 4, 4}, data.groups());
    SparseMatrix matrix = (SparseMatrix) data.features();
    assertEquals(5, matrix.columns());
    assertArrayEquals(new long[] {0, 2, 4, 4}, matrix.offsets());
    float[] row = new float[5];
    matrix.copyRow(1, row, 0);
    assertArrayEquals(new float[] {0, 7, 0, 1, 0}, row);
  }

  @Test
  void countsFromOneAndKeepsTheWidthAskedFor() throws IOException {
    Dataset data = read(new Libsvm(1, 9), "1 1:5\n");
    assertEquals(9, data.columns());
    assertEquals(0, ((SparseMatrix) data.features()).indices()[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x 1:2|line 1: the label 'x' is not a number",
        "1 1:y|line 1: the value 'y' is not a number",
        "1 a:1|line 1, byte 3: 'a' is not a feature index; index:value is expected, with an integer"
            + " index from 0",
        "1 -1:1|line 1, byte 3: '-1' is not a feature index; index:value is expected, with an"
            + " integer index from 0",
        "1 99999999999:1|line 1, byte 3: '99999999999' is not a feature index; index:value is"
            + " expected, with an integer index from 0",
        "1 2:1 2:1|line 1: index 2 occurs more than once",
        "1:-2 1:1|line 1: the weight is -2.0; a finite number of at least 0 is expected",
        "1 qid:x 1:1|line 1: the group 'x' is not a number",
        "nan 1:1|line 1: the label is not a number"
      })
  void namesWhatIsMalformed(String line, String problem) {
    assertEquals(
        "train.libsvm, " + problem,
        assertThrows(InvalidDataException.class, () -> read(Libsvm.zeroBased(), line))
            .getMessage());
  }

  @Test
  void refusesNoRows() {
    assertEquals(
        "train.libsvm holds no row; at least one line is expected",
        assertThrows(InvalidDataException.class, () -> read(Libsvm.zeroBased(), "# only\n"))
            .getMessage());
  }

  @Test
  void readsOneRowInPlace() {
    LibsvmLine reader = new LibsvmLine(0);
    float[] into = new float[3];
    byte[] labelled = "1 2:5".getBytes(StandardCharsets.US_ASCII);
    Libsvm.parse(reader, labelled, 0, labelled.length, into, "body", 1);
    assertArrayEquals(new float[] {Float.NaN, Float.NaN, 5}, into);
    byte[] bare = "0:4 1:3".getBytes(StandardCharsets.US_ASCII);
    Libsvm.parse(reader, bare, 0, bare.length, into, "body", 1);
    assertArrayEquals(new float[] {4, 3, Float.NaN}, into);
    byte[] wide = "3:4".getBytes(StandardCharsets.US_ASCII);
    assertEquals(
        "body, line 2: feature 3, but the model has 3 features",
        assertThrows(
                InvalidDataException.class,
                () -> Libsvm.parse(reader, wide, 0, wide.length, into, "body", 2))
            .getMessage());
  }
}
