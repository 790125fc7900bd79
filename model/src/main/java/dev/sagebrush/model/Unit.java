package dev.sagebrush.model;

import org.jspecify.annotations.Nullable;

/** The input or output of an operation that has none. */
public enum Unit implements Struct {
  VALUE;

  @Override
  public Shape modelShape() {
    return Shape.UNIT;
  }

  @Override
  public @Nullable Object memberAt(int index) {
    throw new IndexOutOfBoundsException(index);
  }
}
