package dev.sagebrush.learn.boost;

import static dev.sagebrush.learn.boost.NativeLibrary.INT;
import static dev.sagebrush.learn.boost.NativeLibrary.LENGTH;
import static dev.sagebrush.learn.boost.NativeLibrary.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A model under training in the native library's memory. */
final class NativeBooster implements AutoCloseable {
  private static final MethodHandle CREATE =
      NativeLibrary.function("XGBoosterCreate", POINTER, LENGTH, POINTER);
  private static final MethodHandle FREE = NativeLibrary.function("XGBoosterFree", POINTER);
  private static final MethodHandle SET =
      NativeLibrary.function("XGBoosterSetParam", POINTER, POINTER, POINTER);
  private static final MethodHandle ATTRIBUTE =
      NativeLibrary.function("XGBoosterSetAttr", POINTER, POINTER, POINTER);
  private static final MethodHandle GET_ATTRIBUTE =
      NativeLibrary.function("XGBoosterGetAttr", POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle UPDATE =
      NativeLibrary.function("XGBoosterUpdateOneIter", POINTER, INT, POINTER);
  private static final MethodHandle EVALUATE =
      NativeLibrary.function(
          "XGBoosterEvalOneIter", POINTER, INT, POINTER, POINTER, LENGTH, POINTER);
  private static final MethodHandle PREDICT =
      NativeLibrary.function(
          "XGBoosterPredictFromDMatrix", POINTER, POINTER, POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle SLICE =
      NativeLibrary.function("XGBoosterSlice", POINTER, INT, INT, INT, POINTER);
  private static final MethodHandle ROUNDS =
      NativeLibrary.function("XGBoosterBoostedRounds", POINTER, POINTER);
  private static final MethodHandle SAVE =
      NativeLibrary.function("XGBoosterSaveModelToBuffer", POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle LOAD =
      NativeLibrary.functionOnHeap("XGBoosterLoadModelFromBuffer", POINTER, POINTER, LENGTH);

  private static final long LONGEST_LINE = 1 << 24;

  private final MemorySegment handle;

  private NativeBooster(MemorySegment handle) {
    this.handle = handle;
  }

  /** A model without any round, that will see these data sets. */
  static NativeBooster create(List<NativeMatrix> data) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      NativeLibrary.call(CREATE, handles(arena, data), (long) data.size(), out);
      return new NativeBooster(out.get(ValueLayout.ADDRESS, 0));
    }
  }

  /** Sets a parameter; setting {@code eval_metric} again adds a metric. */
  void set(String name, String value) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.call(SET, handle, arena.allocateFrom(name), arena.allocateFrom(value));
    }
  }

  /** Keeps a text in the model. */
  void attribute(String name, String value) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.call(ATTRIBUTE, handle, arena.allocateFrom(name), arena.allocateFrom(value));
    }
  }

  /** The text kept in the model under a name; null if there is none. */
  @Nullable String attribute(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      MemorySegment found = arena.allocate(ValueLayout.JAVA_INT);
      NativeLibrary.call(GET_ATTRIBUTE, handle, arena.allocateFrom(name), out, found);
      return found.get(ValueLayout.JAVA_INT, 0) == 0
          ? null
          : out.get(ValueLayout.ADDRESS, 0).reinterpret(LONGEST_LINE).getString(0);
    }
  }

  /** Trains one round. */
  void update(int round, NativeMatrix data) {
    NativeLibrary.call(UPDATE, handle, round, data.handle());
  }

  /** The metrics after a round, as {@code [round]\tname-metric:value\t…}. */
  String evaluate(int round, List<NativeMatrix> data, List<String> names) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment texts = arena.allocate(ValueLayout.ADDRESS, names.size());
      for (int i = 0; i < names.size(); i++) {
        texts.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(names.get(i)));
      }
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      NativeLibrary.call(
          EVALUATE, handle, round, handles(arena, data), texts, (long) data.size(), out);
      return out.get(ValueLayout.ADDRESS, 0).reinterpret(LONGEST_LINE).getString(0);
    }
  }

  /**
   * Predicts with all rounds.
   *
   * @param margin whether to leave out the objective's transform
   * @return row-major, as many values to a row as the model has
   */
  float[] predict(NativeMatrix data, boolean margin) {
    String config =
        String.format(
            Locale.ROOT,
            "{\"type\":%d,\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,\"strict_shape\":true}",
            margin ? 1 : 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment shape = arena.allocate(ValueLayout.ADDRESS);
      MemorySegment dimensions = arena.allocate(ValueLayout.JAVA_LONG);
      MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
      NativeLibrary.call(
          PREDICT, handle, data.handle(), arena.allocateFrom(config), shape, dimensions, result);
      long count = dimensions.get(ValueLayout.JAVA_LONG, 0);
      MemorySegment sizes = shape.get(ValueLayout.ADDRESS, 0).reinterpret(count * Long.BYTES);
      long total = 1;
      for (long i = 0; i < count; i++) {
        total *= sizes.getAtIndex(ValueLayout.JAVA_LONG, i);
      }
      return result
          .get(ValueLayout.ADDRESS, 0)
          .reinterpret(total * Float.BYTES)
          .toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  /** The first {@code rounds} rounds, as a model of its own. */
  NativeBooster first(int rounds) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      NativeLibrary.call(SLICE, handle, 0, rounds, 1, out);
      return new NativeBooster(out.get(ValueLayout.ADDRESS, 0));
    }
  }

  /** Rounds trained. */
  int rounds() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
      NativeLibrary.call(ROUNDS, handle, out);
      return out.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /** The model file in UBJSON, as every XGBoost from 1.6 on reads it. */
  byte[] save() {
    return save("ubj");
  }

  /** The model file in a format, {@code ubj} or {@code json}. */
  byte[] save(String format) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      NativeLibrary.call(
          SAVE, handle, arena.allocateFrom("{\"format\":\"" + format + "\"}"), length, out);
      return out.get(ValueLayout.ADDRESS, 0)
          .reinterpret(length.get(ValueLayout.JAVA_LONG, 0))
          .toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /** Replaces the model by that of a file. */
  void load(byte[] file) {
    NativeLibrary.call(LOAD, handle, MemorySegment.ofArray(file), (long) file.length);
  }

  private static MemorySegment handles(Arena arena, List<NativeMatrix> data) {
    MemorySegment handles = arena.allocate(ValueLayout.ADDRESS, data.size());
    for (int i = 0; i < data.size(); i++) {
      handles.setAtIndex(ValueLayout.ADDRESS, i, data.get(i).handle());
    }
    return handles;
  }

  @Override
  public void close() {
    NativeLibrary.call(FREE, handle);
  }
}
