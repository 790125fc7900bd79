package dev.sagebrush.learn.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;

class ReadersFuzzTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Fuzz.Parser reading(DataFormat format) {
    return input -> format.read(new ByteArrayInputStream(input), "fuzz").fingerprint();
  }

  @Test
  void delimitedText() {
    List<byte[]> good =
        List.of(
            ascii("1,2.5,-3e4\n0,\"7\",\n1,nan,inf\n"),
            ascii("1;.5;2\r\n0;1.;3\r\n"),
            ascii("1\t2\t3"));
    int inputs = Fuzz.inputs(20_000);
    int read = Fuzz.run(good, inputs, reading(Csv.labelled()));
    read += Fuzz.run(good, inputs, reading(new Csv(',', 2, true, Csv.Missing.ERROR)));
    assertTrue(read > 0 && read < 2 * inputs, "some are read, some refused");
  }

  @Test
  void libsvmText() {
    List<byte[]> good =
        List.of(ascii("1:.5 qid:1 0:1 7:2.5 # x\n-1 3:1e3\n"), ascii("0 1:1 2:2\n1 9\n"));
    int inputs = Fuzz.inputs(20_000);
    int read = Fuzz.run(good, inputs, reading(Libsvm.zeroBased()));
    assertTrue(read > 0 && read < inputs, "some are read, some refused");
  }

  @Test
  void singleRows() {
    float[] cells = new float[8];
    LibsvmLine line = new LibsvmLine(0);
    int inputs = Fuzz.inputs(20_000);
    int read =
        Fuzz.run(
            List.of(ascii("1,2,\"3\",4.5e-7"), ascii("1 2:4 7:5")),
            inputs,
            input -> {
              CsvRow.parse(input, 0, input.length, ',', cells, "fuzz", 1);
              Libsvm.parse(line, input, 0, input.length, cells, "fuzz", 1);
            });
    assertTrue(read < inputs, "some are refused");
  }

  @Test
  void recordsOfProtobuf() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordIoWriter writer = new RecordIoWriter(out);
    for (int i = 0; i < 3; i++) {
      Tensor features = Tensor.of(i, 2, 3);
      writer.write(
          Example.of(Map.of("values", features), Map.of("values", Tensor.of(1))).toBytes());
    }
    byte[] dense = out.toByteArray();
    out.reset();
    Tensor sparse = Tensor.sparse(new float[] {1, 2}, new long[] {3, 300}, 1000);
    writer.write(Example.of(Map.of("x", sparse), Map.of()).toBytes());
    byte[] wide = out.toByteArray();
    int inputs = Fuzz.inputs(20_000);
    int read = Fuzz.run(List.of(dense, wide), inputs, reading(new RecordIoProtobuf()));
    assertTrue(read > 0 && read < inputs, "some are read, some refused");
  }

  @Test
  void protobuf() {
    Tensor ints = new Tensor.Ints(new int[] {1, -2}, new long[] {0, 5}, new long[] {9});
    byte[] good =
        new Example(Map.of("a", ints), Map.of("b", Tensor.of(1)), "id", "meta", "{}").toBytes();
    int inputs = Fuzz.inputs(20_000);
    int read = Fuzz.run(List.of(good), inputs, input -> Example.parse(input, 0, input.length));
    assertTrue(read > 0 && read < inputs, "some are read, some refused");
  }

  @Test
  void parquet() throws IOException {
    String schema = "message m { required int32 y; optional double a; required float b; }";
    List<byte[]> good =
        List.of(
            ParquetSamples.write(schema, 20, CompressionCodecName.SNAPPY),
            ParquetSamples.write(schema, 20, CompressionCodecName.ZSTD),
            ParquetSamples.write(schema, 20, CompressionCodecName.UNCOMPRESSED));
    int inputs = Fuzz.inputs(2_000);
    int read = Fuzz.run(good, inputs, reading(new ParquetColumns(1)));
    assertTrue(read > 0 && read < inputs, "some are read, some refused");
  }
}
