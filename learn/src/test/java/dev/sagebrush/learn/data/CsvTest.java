package dev.sagebrush.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
  private static Dataset read(Csv format, String text) throws IOException {
    return read(format, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Dataset read(Csv format, byte[] bytes) throws IOException {
    return format.read(new ByteArrayInputStream(bytes), "train.csv");
  }

  private static float[] values(Dataset data) {
    DenseMatrix matrix = (DenseMatrix) data.features();
    return Arrays.copyOf(matrix.values(), matrix.rows() * matrix.columns());
  }

  private static String problem(Csv format, String text) {
    return assertThrows(InvalidDataException.class, () -> read(format, text)).getMessage();
  }

  @Test
  void readsLabelFirstWithEveryLineEndAndQuotes() throws IOException {
    Dataset data = read(Csv.labelled(), "\ufeff1,2.5,\"3\"\r\n\n0, -1 ,\n1,\"\",7e1");
    assertArrayEquals(new float[] {1, 0, 1}, data.labels());
    assertArrayEquals(new float[] {2.5f, 3, -1, Float.NaN, Float.NaN, 70}, values(data));
  }

  @Test
  void readsWeightsBehindSeveralLabels() throws IOException {
    Dataset data = read(new Csv(';', 2, true, Csv.Missing.NAN), "1;2;.5;9\n3;4;2;8\n");
    assertArrayEquals(new float[] {1, 2, 3, 4}, data.labels());
    assertArrayEquals(new float[] {.5f, 2}, data.weights());
    assertArrayEquals(new float[] {9, 8}, values(data));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {"1,2,3~,", "1;2;3~;", "1|2~|", "1 2 3~' '", "1:2~:", "5~,", "1.5;2,5;3~;"})
  void tellsTheDelimiter(String line, String delimiter) {
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    assertEquals(delimiter, String.valueOf((char) CsvReader.sniff(bytes, 0, bytes.length)));
  }

  @Test
  void tellsTabs() throws IOException {
    assertArrayEquals(new float[] {2, 3}, values(read(Csv.labelled(), "1\t2\t3\n")));
  }

  @Test
  void growsLinesAndRowsBeyondItsBuffers() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 50_000; column++) {
        text.append(column == 0 ? "" : ",").append(row * column % 1000);
      }
      text.append('\n');
    }
    Dataset data = read(Csv.unlabelled(), text.toString());
    assertEquals(50_000, data.columns());
    assertEquals(4 * 49_999 % 1000, values(data)[5 * 50_000 - 1]);
  }

  @Test
  void unpacksGzipAndJoinsFiles(@TempDir Path folder) throws IOException {
    Path plain = Files.writeString(folder.resolve("a.csv"), "1,2\n");
    Path packed = folder.resolve("b.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("3,4\n5,6".getBytes(StandardCharsets.US_ASCII));
    }
    Dataset data = Csv.labelled().read(List.of(plain, packed));
    assertArrayEquals(new float[] {1, 3, 5}, data.labels());
    assertArrayEquals(new float[] {2, 4, 6}, values(data));
  }

  @Test
  void namesThePlaceOfWhatIsNoNumber() {
    assertEquals(
        "train.csv, line 2, column 2: 'x7' is not a number; every cell must be numeric",
        problem(Csv.labelled(), "1,2\n3,x7\n"));
  }

  @Test
  void saysThatAHeaderIsOne() {
    assertEquals(
        "train.csv, line 1, column 1: 'rings' is not a number; every cell must be numeric. The line"
            + " looks like a header: remove it, delimited text has no header line here",
        problem(Csv.labelled(), "rings,length\n1,2\n"));
  }

  @Test
  void refusesRaggedRows() {
    assertEquals(
        "train.csv, line 3: 2 columns, but train.csv, line 1 has 3; every row must have the same"
            + " number",
        problem(Csv.labelled(), "1,2,3\n4,5,6\n7,8\n"));
  }

  @Test
  void refusesWhatIsMissing() {
    assertEquals(
        "train.csv, line 1, column 1: the label is missing; a number is expected",
        problem(Csv.labelled(), ",2\n"));
    assertEquals(
        "train.csv, line 1, column 2: the feature is missing; a number is expected",
        problem(new Csv(',', 1, false, Csv.Missing.ERROR), "1,,2\n"));
    assertEquals(
        "train.csv holds no row; at least one line is expected", problem(Csv.labelled(), "\n\n"));
    assertEquals(
        "train.csv, line 1: 1 columns, but the first 1 are label or weight and at least one feature"
            + " must follow",
        problem(Csv.labelled(), "1\n"));
    assertEquals(
        "train.csv, line 1, column 2: the weight is -1.0; a finite number of at least 0 is expected",
        problem(new Csv(',', 1, true, Csv.Missing.NAN), "1,-1,2\n"));
  }

  @Test
  void readsOneRowInPlace() {
    byte[] row = "x1,\"2\",,4y".getBytes(StandardCharsets.US_ASCII);
    float[] into = new float[4];
    assertEquals(4, CsvRow.parse(row, 1, row.length - 1, ',', into, "body", 1));
    assertArrayEquals(new float[] {1, 2, Float.NaN, 4}, into);
    float[] narrow = new float[3];
    assertEquals(
        "body, line 9: more than the 3 columns expected",
        assertThrows(
                InvalidDataException.class,
                () -> CsvRow.parse(row, 1, row.length - 1, ',', narrow, "body", 9))
            .getMessage());
  }

  @Test
  void damagedGzipIsAnIoError() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write("1,2\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
    }
    byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
    assertThrows(IOException.class, () -> read(Csv.labelled(), cut));
  }
}
