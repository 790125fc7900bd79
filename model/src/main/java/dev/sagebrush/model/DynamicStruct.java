package dev.sagebrush.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A structure for which no record was generated: tests and tools work with these. */
public record DynamicStruct(Shape modelShape, @Nullable Object[] values) implements Struct {

  @Override
  public @Nullable Object memberAt(int index) {
    return values[index];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DynamicStruct struct
        && struct.modelShape == modelShape
        && Arrays.deepEquals(struct.values, values);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(values);
  }

  @Override
  public String toString() {
    return modelShape.name() + Arrays.deepToString(values);
  }
}
