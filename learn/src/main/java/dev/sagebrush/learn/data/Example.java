package dev.sagebrush.learn.data;

import dev.sagebrush.learn.InvalidDataException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The protobuf record of training examples and predictions: named feature and label tensors.
 *
 * <pre>
 * Record  1 map&lt;string, Value&gt; features · 2 map&lt;string, Value&gt; label
 *         3 string uid · 4 string metadata · 5 string configuration
 * Value   oneof: 2 Float32Tensor · 3 Float64Tensor · 7 Int32Tensor · 9 Bytes
 * *Tensor 1 repeated float | double | int32 values · 2 repeated uint64 keys · 3 repeated uint64 shape
 * Bytes   1 repeated bytes value · 2 string content_type
 * </pre>
 *
 * Numbers are written packed; packed and unpacked are both read. Unknown fields are passed over.
 *
 * @param features feature tensors by name, usually {@code values}
 * @param labels label tensors by name, usually {@code values}
 * @param uid the writer's identifier
 * @param metadata free text of the writer
 * @param configuration options as JSON
 */
public record Example(
    Map<String, Tensor> features,
    Map<String, Tensor> labels,
    @Nullable String uid,
    @Nullable String metadata,
    @Nullable String configuration) {
  /** The name under which a plain vector is kept. */
  public static final String VALUES = "values";

  /** Features and labels alone. */
  public static Example of(Map<String, Tensor> features, Map<String, Tensor> labels) {
    return new Example(features, labels, null, null, null);
  }

  /**
   * Reads {@code bytes[from, to)}.
   *
   * @throws InvalidDataException if it is no such record; the message lacks the source, which the
   *     caller knows
   */
  public static Example parse(byte[] bytes, int from, int to) {
    Map<String, Tensor> features = new LinkedHashMap<>();
    Map<String, Tensor> labels = new LinkedHashMap<>();
    String uid = null;
    String metadata = null;
    String configuration = null;
    ProtoReader in = new ProtoReader(bytes, from, to);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> entry(in.message(), features);
        case 2 -> entry(in.message(), labels);
        case 3 -> uid = in.text();
        case 4 -> metadata = in.text();
        case 5 -> configuration = in.text();
        default -> in.skip();
      }
    }
    return new Example(features, labels, uid, metadata, configuration);
  }

  private static void entry(ProtoReader in, Map<String, Tensor> into) {
    String key = "";
    Tensor value = null;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = in.text();
        case 2 -> value = TensorCodec.read(in.message());
        default -> in.skip();
      }
    }
    if (value != null) {
      into.put(key, value);
    }
  }

  /** The record's bytes. */
  public byte[] toBytes() {
    ProtoWriter out = new ProtoWriter();
    features.forEach((name, tensor) -> entry(out, 1, name, tensor));
    labels.forEach((name, tensor) -> entry(out, 2, name, tensor));
    text(out, 3, uid);
    text(out, 4, metadata);
    text(out, 5, configuration);
    return out.bytes();
  }

  private static void entry(ProtoWriter out, int field, String name, Tensor tensor) {
    ProtoWriter entry = new ProtoWriter();
    entry.text(1, name);
    entry.message(2, TensorCodec.write(tensor));
    out.message(field, entry);
  }

  private static void text(ProtoWriter out, int field, @Nullable String text) {
    if (text != null) {
      out.text(field, text);
    }
  }
}
