package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.data.Example;
import dev.sagebrush.learn.data.RecordIoWriter;
import dev.sagebrush.learn.data.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The data sets that ship with the project, without their header: the label, then features. */
final class Tables {

  private Tables() {}

  /** Every {@code step}-th line from {@code first} on. */
  static List<String> lines(String name, int first, int step) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("data"))) {
      folder = Objects.requireNonNull(folder.getParent(), "there is no folder data");
    }
    try {
      List<String> all = Files.readAllLines(folder.resolve("data").resolve(name + ".csv"));
      return IntStream.iterate(1 + first, i -> i < all.size(), i -> i + step)
          .mapToObj(all::get)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] csv(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The rows as libsvm text, indices from 0. */
  static byte[] libsvm(List<String> lines) {
    return csv(
        lines.stream()
            .map(line -> {
              String[] cells = line.split(",", -1);
              StringBuilder text = new StringBuilder(cells[0]);
              for (int i = 1; i < cells.length; i++) {
                text.append(' ').append(i - 1).append(':').append(cells[i]);
              }
              return text.toString();
            })
            .toList());
  }

  /** The rows as RecordIO-protobuf with float tensors. */
  static byte[] recordIo(List<String> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordIoWriter writer = new RecordIoWriter(bytes);
    for (String line : lines) {
      float[] cells = floats(line);
      float[] features = Arrays.copyOfRange(cells, 1, cells.length);
      Example example =
          Example.of(Map.of("values", Tensor.of(features)), Map.of("values", Tensor.of(cells[0])));
      try {
        writer.write(example.toBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bytes.toByteArray();
  }

  static float[] floats(String line) {
    String[] cells = line.split(",", -1);
    float[] values = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      values[i] = Float.parseFloat(cells[i]);
    }
    return values;
  }

  /** The lines without their label. */
  static List<String> features(List<String> lines) {
    return lines.stream()
        .map(line -> line.substring(line.indexOf(',') + 1))
        .collect(Collectors.toList());
  }
}
