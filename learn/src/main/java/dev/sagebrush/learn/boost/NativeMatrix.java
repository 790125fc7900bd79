package dev.sagebrush.learn.boost;

import static dev.sagebrush.learn.boost.NativeLibrary.FLOAT;
import static dev.sagebrush.learn.boost.NativeLibrary.INT;
import static dev.sagebrush.learn.boost.NativeLibrary.LENGTH;
import static dev.sagebrush.learn.boost.NativeLibrary.POINTER;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.SparseMatrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** A data set in the native library's memory, made straight from the Java arrays. */
final class NativeMatrix implements AutoCloseable {
  private static final MethodHandle FROM_DENSE =
      NativeLibrary.functionOnHeap(
          "XGDMatrixCreateFromMat_omp", POINTER, LENGTH, LENGTH, FLOAT, POINTER, INT);
  private static final MethodHandle FROM_SPARSE =
      NativeLibrary.functionOnHeap(
          "XGDMatrixCreateFromCSREx", POINTER, POINTER, POINTER, LENGTH, LENGTH, LENGTH, POINTER);
  private static final MethodHandle SET_FLOATS =
      NativeLibrary.functionOnHeap("XGDMatrixSetFloatInfo", POINTER, POINTER, POINTER, LENGTH);
  private static final MethodHandle SET_INTS =
      NativeLibrary.functionOnHeap("XGDMatrixSetUIntInfo", POINTER, POINTER, POINTER, LENGTH);
  private static final MethodHandle FREE = NativeLibrary.function("XGDMatrixFree", POINTER);

  private final MemorySegment handle;
  private final int rows;

  private NativeMatrix(MemorySegment handle, int rows) {
    this.handle = handle;
    this.rows = rows;
  }

  /** The features alone; NaN and, if sparse, what is not stored are missing. */
  static NativeMatrix of(Matrix features, int columns, int threads) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      switch (features) {
        case DenseMatrix dense ->
            NativeLibrary.call(
                FROM_DENSE,
                MemorySegment.ofArray(dense.values()),
                (long) dense.rows(),
                (long) dense.columns(),
                Float.NaN,
                out,
                threads);
        case SparseMatrix sparse ->
            NativeLibrary.quietly(() ->
                NativeLibrary.call(
                    FROM_SPARSE,
                    MemorySegment.ofArray(sparse.offsets()),
                    MemorySegment.ofArray(sparse.indices()),
                    MemorySegment.ofArray(sparse.values()),
                    (long) sparse.offsets().length,
                    sparse.stored(),
                    (long) columns,
                    out));
      }
      return new NativeMatrix(out.get(ValueLayout.ADDRESS, 0), features.rows());
    }
  }

  /**
   * Features, labels, weights and groups.
   *
   * @param columns the width if the features are sparse
   * @param bounds whether the labels also bound a survival time, as uncensored ones do
   */
  static NativeMatrix of(Dataset data, int columns, boolean bounds, int threads) {
    if (data.labelWidth() != 1) {
      throw new InvalidDataException(
          "Every row must have one label, not " + data.labelWidth() + ".");
    }
    NativeMatrix matrix = of(data.features(), columns, threads);
    try {
      matrix.set("label", data.labels());
      if (bounds) {
        matrix.set("label_lower_bound", data.labels());
        matrix.set("label_upper_bound", data.labels());
      }
      if (data.weighted()) {
        matrix.set("weight", data.weights());
      }
      if (data.grouped()) {
        matrix.set("qid", data.groups());
      }
      return matrix;
    } catch (RuntimeException e) {
      matrix.close();
      throw e;
    }
  }

  private void set(String field, float[] values) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.call(
          SET_FLOATS,
          handle,
          arena.allocateFrom(field),
          MemorySegment.ofArray(values),
          (long) values.length);
    }
  }

  private void set(String field, int[] values) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(field);
      MemorySegment numbers = MemorySegment.ofArray(values);
      NativeLibrary.quietly(
          () -> NativeLibrary.call(SET_INTS, handle, name, numbers, (long) values.length));
    }
  }

  MemorySegment handle() {
    return handle;
  }

  int rows() {
    return rows;
  }

  @Override
  public void close() {
    NativeLibrary.call(FREE, handle);
  }
}
