package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.data.Example;
import dev.sagebrush.learn.data.RecordIoWriter;
import dev.sagebrush.learn.data.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Predictions as RecordIO-protobuf: one record for each, with float tensors as its labels. */
final class Records {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final RecordIoWriter writer = new RecordIoWriter(bytes);

  /** Adds a record; uid and metadata are those of the record predicted. */
  void add(Map<String, float[]> labels, @Nullable String uid, @Nullable String metadata) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    labels.forEach((name, values) -> tensors.put(name, Tensor.of(values)));
    try {
      writer.write(new Example(Map.of(), tensors, uid, metadata, null).toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
