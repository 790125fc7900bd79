package dev.sagebrush.learn.data;

import dev.sagebrush.learn.InvalidDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code Value} message of {@link Example} to and from a {@link Tensor}. */
final class TensorCodec {
  private static final int FLOATS = 2;
  private static final int DOUBLES = 3;
  private static final int INTS = 7;
  private static final int BYTES = 9;

  private TensorCodec() {}

  /** The value of the message, the last one written if there are several; null if none. */
  static @Nullable Tensor read(ProtoReader in) {
    Tensor tensor = null;
    while (in.next()) {
      switch (in.field()) {
        case FLOATS -> tensor = floats(in.message());
        case DOUBLES -> tensor = doubles(in.message());
        case INTS -> tensor = ints(in.message());
        case BYTES -> tensor = bytes(in.message());
        default -> in.skip();
      }
    }
    return tensor;
  }

  private static Tensor floats(ProtoReader in) {
    float[] values = new float[in.count(1, 4)];
    int filled = 0;
    long[] keys = new long[in.count(2, 0)];
    int keyed = 0;
    long[] shape = new long[in.count(3, 0)];
    int shaped = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> filled = in.floats(values, filled);
        case 2 -> keyed = in.longs(keys, keyed);
        case 3 -> shaped = in.longs(shape, shaped);
        default -> in.skip();
      }
    }
    return checked(new Tensor.Floats(values, keys, shape));
  }

  private static Tensor doubles(ProtoReader in) {
    double[] values = new double[in.count(1, 8)];
    int filled = 0;
    long[] keys = new long[in.count(2, 0)];
    int keyed = 0;
    long[] shape = new long[in.count(3, 0)];
    int shaped = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> filled = in.doubles(values, filled);
        case 2 -> keyed = in.longs(keys, keyed);
        case 3 -> shaped = in.longs(shape, shaped);
        default -> in.skip();
      }
    }
    return checked(new Tensor.Doubles(values, keys, shape));
  }

  private static Tensor ints(ProtoReader in) {
    long[] values = new long[in.count(1, 0)];
    int filled = 0;
    long[] keys = new long[in.count(2, 0)];
    int keyed = 0;
    long[] shape = new long[in.count(3, 0)];
    int shaped = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> filled = in.longs(values, filled);
        case 2 -> keyed = in.longs(keys, keyed);
        case 3 -> shaped = in.longs(shape, shaped);
        default -> in.skip();
      }
    }
    int[] narrow = new int[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (int) values[i];
    }
    return checked(new Tensor.Ints(narrow, keys, shape));
  }

  private static Tensor bytes(ProtoReader in) {
    List<byte[]> parts = new ArrayList<>();
    String type = null;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> parts.add(in.bytes());
        case 2 -> type = in.text();
        default -> in.skip();
      }
    }
    return new Tensor.Bytes(List.copyOf(parts), type);
  }

  private static Tensor checked(Tensor tensor) {
    if (tensor.keys().length > 0) {
      if (tensor.keys().length != tensor.size()) {
        throw new InvalidDataException(
            "a sparse tensor has "
                + tensor.size()
                + " values, but "
                + tensor.keys().length
                + " keys; it must have as many");
      }
      if (tensor.shape().length == 0) {
        throw new InvalidDataException("a sparse tensor has no shape; it must state one");
      }
    }
    return tensor;
  }

  /** The message that holds {@code tensor}. */
  static ProtoWriter write(Tensor tensor) {
    ProtoWriter inner = new ProtoWriter();
    int field =
        switch (tensor) {
          case Tensor.Floats floats -> {
            inner.floats(1, floats.values());
            yield FLOATS;
          }
          case Tensor.Doubles doubles -> {
            inner.doubles(1, doubles.values());
            yield DOUBLES;
          }
          case Tensor.Ints ints -> {
            inner.longs(1, Arrays.stream(ints.values()).asLongStream().toArray());
            yield INTS;
          }
          case Tensor.Bytes bytes -> {
            bytes.parts().forEach(part -> inner.bytes(1, part));
            if (bytes.contentType() != null) {
              inner.text(2, bytes.contentType());
            }
            yield BYTES;
          }
        };
    inner.longs(2, tensor.keys());
    inner.longs(3, tensor.shape());
    ProtoWriter value = new ProtoWriter();
    value.message(field, inner);
    return value;
  }
}
