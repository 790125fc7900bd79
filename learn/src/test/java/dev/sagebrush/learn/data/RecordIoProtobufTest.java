package dev.sagebrush.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.SparseMatrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordIoProtobufTest {
  private static byte[] framed(byte[]... payloads) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordIoWriter writer = new RecordIoWriter(out);
    for (byte[] payload : payloads) {
      writer.write(payload);
    }
    return out.toByteArray();
  }

  private static byte[] example(Tensor features, Tensor label) {
    return Example.of(Map.of("values", features), Map.of("values", label)).toBytes();
  }

  private static Dataset read(byte[]... payloads) throws IOException {
    return new RecordIoProtobuf().read(new ByteArrayInputStream(framed(payloads)), "a.pbr");
  }

  private static String problem(byte[]... payloads) {
    return assertThrows(InvalidDataException.class, () -> read(payloads)).getMessage();
  }

  @Test
  void readsTheLayoutByteByByte() throws IOException {
    // A record of features {"values": float32 [1, 2.5]} and label {"values": float32 [1]}, written
    // byte by byte from the published schema.
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "0a23d7ce2c0000000a160a0676616c756573120c120a0a080000803f0000"
                    + "204012120a0676616c756573120812060a040000803f");
    Dataset data = new RecordIoProtobuf().read(new ByteArrayInputStream(bytes), "a.pbr");
    assertArrayEquals(new float[] {1}, data.labels());
    assertEquals(new DenseMatrix(1, 2, new float[] {1, 2.5f}), data.features());
  }

  @Test
  void readsDenseOfEveryType() throws IOException {
    Dataset data =
        read(
            example(Tensor.of(1, 2), Tensor.of(5)),
            example(
                new Tensor.Doubles(new double[] {3, 4}, Tensor.NO_KEYS, Tensor.NO_KEYS),
                new Tensor.Ints(new int[] {-6}, Tensor.NO_KEYS, Tensor.NO_KEYS)));
    assertEquals(new DenseMatrix(2, 2, new float[] {1, 2, 3, 4}), data.features());
    assertArrayEquals(new float[] {5, -6}, data.labels());
  }

  @Test
  void readsSparseInAnyOrderWithEmptyRows() throws IOException {
    Dataset data =
        read(
            example(Tensor.sparse(new float[] {7, 8}, new long[] {4, 1}, 6), Tensor.of(1)),
            example(Tensor.sparse(new float[0], new long[0], 6), Tensor.of(0)));
    SparseMatrix expected =
        new SparseMatrix(2, 6, new long[] {0, 2, 2}, new int[] {1, 4}, new float[] {8, 7});
    assertEquals(expected, data.features());
  }

  @Test
  void keepsEveryField() {
    Map<String, Tensor> features = new LinkedHashMap<>();
    features.put("a", Tensor.of(1, 2, 3));
    features.put("b", new Tensor.Ints(new int[] {-1, 300}, new long[] {2, 9}, new long[] {3, 4}));
    Map<String, Tensor> labels =
        Map.of("score", new Tensor.Doubles(new double[] {.25}, Tensor.NO_KEYS, new long[] {1}));
    Example example = new Example(features, labels, "id", "meta", "{}");
    byte[] bytes = example.toBytes();
    assertEquals(example, Example.parse(bytes, 0, bytes.length));
  }

  @Test
  void keepsBytes() {
    Tensor.Bytes image = new Tensor.Bytes(List.of(new byte[] {1, 2}), "image/png");
    byte[] bytes = Example.of(Map.of("image", image), Map.of()).toBytes();
    Tensor.Bytes read =
        (Tensor.Bytes) Example.parse(bytes, 0, bytes.length).features().get("image");
    assertArrayEquals(new byte[] {1, 2}, read.parts().getFirst());
    assertEquals("image/png", read.contentType());
  }

  @Test
  void readsUnpackedNumbersAndPassesOverUnknownFields() {
    // features {"v": Float32Tensor values 1.0 and 2.0 unpacked, keys 0 and 3 unpacked, shape [5]},
    // then field 15 as a varint.
    byte[] bytes =
        HexFormat.of().parseHex("0a1c0a0176121712150d0000803f0d000000401000100318051a010950007801");
    Tensor tensor = Example.parse(bytes, 0, bytes.length).features().get("v");
    assertArrayEquals(new float[] {1, 2}, ((Tensor.Floats) tensor).values());
    assertArrayEquals(new long[] {0, 3}, tensor.keys());
    assertArrayEquals(new long[] {5, 9}, tensor.shape());
  }

  @Test
  void joinsRecordsWrittenInParts() throws IOException {
    byte[] whole = HexFormat.of().parseHex("01020304" + "0a23d7ce" + "0506");
    byte[] parts =
        HexFormat.of()
            .parseHex("0a23d7ce" + "04000020" + "01020304" + "0a23d7ce" + "02000060" + "05060000");
    RecordIoReader reader = new RecordIoReader(new ByteArrayInputStream(parts), "x");
    assertTrue(reader.next());
    assertArrayEquals(whole, Arrays.copyOf(reader.payload(), reader.length()));
    assertFalse(reader.next());
  }

  @Test
  void namesBrokenFraming() throws IOException {
    byte[] good = framed(example(Tensor.of(1), Tensor.of(1)));
    byte[] badMagic = good.clone();
    badMagic[0] = 0;
    assertProblem("a.pbr, record 1, byte 0: the record starts with ced72300", badMagic);
    byte[] cut = Arrays.copyOf(good, good.length - 6);
    assertProblem("a.pbr, record 1, byte 42: the stream ends within a record, 6 bytes", cut);
    assertProblem("a.pbr, record 1, byte 0: the stream ends within", Arrays.copyOf(good, 5));
    byte[] lastOnly = good.clone();
    lastOnly[7] |= 0x60;
    assertProblem("a.pbr, record 1, byte 48: a record's first part is missing", lastOnly);
  }

  private static void assertProblem(String start, byte[] bytes) {
    String message =
        assertThrows(
                InvalidDataException.class,
                () -> new RecordIoProtobuf().read(new ByteArrayInputStream(bytes), "a.pbr"))
            .getMessage();
    assertTrue(message.startsWith(start), message);
  }

  @Test
  void namesRecordsThatDoNotFit() {
    byte[] good = example(Tensor.of(1, 2), Tensor.of(1));
    assertEquals(
        "a.pbr, record 2: 3 features, but 2 are expected as in the first record, at least one",
        problem(good, example(Tensor.of(1, 2, 3), Tensor.of(1))));
    assertEquals(
        "a.pbr, record 2: 2 labels, but 1 are expected as in the first record",
        problem(good, example(Tensor.of(1, 2), Tensor.of(1, 2))));
    assertEquals(
        "a.pbr, record 1: key 9 lies outside the shape [3]",
        problem(example(Tensor.sparse(new float[] {1}, new long[] {9}, 3), Tensor.of(1))));
    assertEquals(
        "a.pbr, record 1: there is no feature tensor; one named 'values' is expected",
        problem(new byte[0]));
    assertEquals("a.pbr holds no record; at least one is expected", problem());
  }
}
