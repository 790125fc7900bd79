package dev.sagebrush.learn.data;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link Example} records in RecordIO framing. The feature vector is the tensor named {@code
 * values} (or the only one there is), the labels likewise; whether rows are dense or sparse is told
 * by the first record and has to be the same for all.
 */
public record RecordIoProtobuf() implements DataFormat {
  @Override
  public Dataset read(List<Path> files) throws IOException {
    Collector collector = new Collector();
    for (Path file : files) {
      try (InputStream in = Sources.open(file)) {
        collector.read(in, file.getFileName().toString());
      }
    }
    return collector.finish("the data");
  }

  @Override
  public Dataset read(InputStream in, String source) throws IOException {
    Collector collector = new Collector();
    collector.read(Sources.unpacked(in), source);
    return collector.finish(source);
  }

  /** The rows of several sources. */
  private static final class Collector {
    private @Nullable Rows rows;
    private boolean sparse;
    private int width = -1;
    private int labels = -1;

    void read(InputStream in, String source) throws IOException {
      RecordIoReader reader = new RecordIoReader(in, source);
      while (reader.next()) {
        try {
          add(Example.parse(reader.payload(), 0, reader.length()));
        } catch (InvalidDataException e) {
          throw new InvalidDataException(
              source + ", record " + reader.record() + ": " + e.getMessage(), e);
        }
      }
    }

    Dataset finish(String source) {
      if (rows == null) {
        throw new InvalidDataException(source + " holds no record; at least one is expected");
      }
      return rows.dataset(width);
    }

    private void add(Example example) {
      Tensor features = vector(example.features(), "feature");
      if (features == null) {
        throw new InvalidDataException(
            "there is no feature tensor; one named 'values' is expected");
      }
      boolean isSparse =
          features.keys().length > 0 || (features.size() == 0 && width(features) > 0);
      if (rows == null) {
        sparse = isSparse;
        width = width(features);
        rows = sparse ? Rows.sparse() : Rows.dense();
      } else if (sparse != isSparse) {
        throw new InvalidDataException(
            "the features are "
                + (isSparse ? "sparse" : "dense")
                + " unlike those of the first record; all must be alike");
      }
      if (width(features) != width || width == 0) {
        throw new InvalidDataException(
            width(features)
                + " features, but "
                + width
                + " are expected as in the first record, at least one");
      }
      labels(example, rows);
      if (sparse) {
        sparseRow(features, rows);
      } else {
        for (int i = 0; i < width; i++) {
          rows.add(features.value(i));
        }
        rows.end();
      }
    }

    private void labels(Example example, Rows into) {
      Tensor tensor = vector(example.labels(), "label");
      int count = tensor == null ? 0 : tensor.size();
      if (labels < 0) {
        labels = count;
      } else if (labels != count) {
        throw new InvalidDataException(
            count + " labels, but " + labels + " are expected as in the first record");
      }
      for (int i = 0; tensor != null && i < count; i++) {
        if (Float.isNaN(tensor.value(i))) {
          throw new InvalidDataException("the label is missing; a number is expected");
        }
        into.label(tensor.value(i));
      }
    }

    private void sparseRow(Tensor features, Rows into) {
      long[] keys = features.keys();
      for (int i = 0; i < keys.length; i++) {
        if (keys[i] < 0 || keys[i] >= width) {
          throw new InvalidDataException(
              "key " + keys[i] + " lies outside the shape [" + width + "]");
        }
        into.add((int) keys[i], features.value(i));
      }
      int repeated = into.end();
      if (repeated >= 0) {
        throw new InvalidDataException("key " + repeated + " occurs more than once");
      }
    }

    private static @Nullable Tensor vector(Map<String, Tensor> tensors, String role) {
      Tensor tensor = tensors.get(Example.VALUES);
      if (tensor == null && tensors.size() > 1) {
        throw new InvalidDataException(
            "several " + role + " tensors " + tensors.keySet() + ", none named 'values'");
      }
      if (tensor == null && tensors.size() == 1) {
        tensor = tensors.values().iterator().next();
      }
      if (tensor instanceof Tensor.Bytes) {
        throw new InvalidDataException("the " + role + " tensor holds bytes; numbers are expected");
      }
      return tensor;
    }

    private static int width(Tensor features) {
      if (features.keys().length == 0 && features.size() > 0) {
        return features.size();
      }
      long product = features.shape().length == 0 ? 0 : 1;
      for (long size : features.shape()) {
        if (size < 0 || size >= Integer.MAX_VALUE || product * size >= Integer.MAX_VALUE) {
          throw new InvalidDataException("the shape is too large or negative: " + size);
        }
        product *= size;
      }
      return (int) product;
    }
  }
}
