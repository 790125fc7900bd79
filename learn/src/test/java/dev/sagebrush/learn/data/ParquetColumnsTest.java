package dev.sagebrush.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetColumnsTest {
  private static final String SCHEMA =
      "message m { required int32 y; optional double a; required float b; required int64 c;"
          + " required boolean d; }";

  private static String problem(ParquetColumns format, byte[] bytes) {
    return assertThrows(
            InvalidDataException.class,
            () -> format.read(new ByteArrayInputStream(bytes), "x.parquet"))
        .getMessage();
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"UNCOMPRESSED", "SNAPPY", "ZSTD"})
  void readsEveryTypeAndNulls(CompressionCodecName codec) throws IOException {
    byte[] bytes = ParquetSamples.write(SCHEMA, 5000, codec);
    Dataset data = new ParquetColumns(1).read(new ByteArrayInputStream(bytes), "x.parquet");
    assertEquals(5000, data.rows());
    DenseMatrix matrix = (DenseMatrix) data.features();
    for (int row = 0; row < 5000; row++) {
      assertEquals(row, data.labels()[row]);
      float[] cells = new float[4];
      matrix.copyRow(row, cells, 0);
      float a = row % 3 == 0 ? Float.NaN : row + 0.5f;
      assertArrayEquals(new float[] {a, row + 0.25f, 7L * row, row % 2}, cells);
    }
  }

  @Test
  void joinsFiles(@TempDir Path folder) throws IOException {
    byte[] bytes = ParquetSamples.write(SCHEMA, 3, CompressionCodecName.SNAPPY);
    Path one = Files.write(folder.resolve("a.parquet"), bytes);
    Path two = Files.write(folder.resolve("b.parquet"), bytes);
    assertArrayEquals(
        new float[] {0, 1, 2, 0, 1, 2}, new ParquetColumns(1).read(List.of(one, two)).labels());
  }

  @Test
  void refusesOtherColumns() throws IOException {
    byte[] text =
        ParquetSamples.write(
            "message m { required int32 y; required binary name (UTF8); }",
            2,
            CompressionCodecName.SNAPPY);
    assertEquals(
        "x.parquet: column 'name' is BINARY; every column must hold one number to a row",
        problem(new ParquetColumns(1), text));
    byte[] narrow =
        ParquetSamples.write("message m { required int32 y; }", 2, CompressionCodecName.SNAPPY);
    assertEquals(
        "x.parquet has 1 columns, but the first 1 are labels and at least one feature must follow",
        problem(new ParquetColumns(1), narrow));
  }

  @Test
  void refusesMissingLabelsAndOtherFiles() throws IOException {
    byte[] bytes =
        ParquetSamples.write(
            "message m { optional double a; required float b; }", 2, CompressionCodecName.SNAPPY);
    assertEquals(
        "x.parquet, row 1, column 1: the label is missing; a number is expected",
        problem(new ParquetColumns(1), bytes));
    String message =
        problem(new ParquetColumns(1), "1,2,3\n4,5,6\n7,8,9\n".getBytes(StandardCharsets.US_ASCII));
    assertTrue(message.startsWith("x.parquet cannot be read as Parquet: "), message);
  }
}
