package dev.sagebrush.learn.data;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** A converter that the column reader wants to have and, read by column, never uses. */
final class IgnoringConverter extends GroupConverter {
  @Override
  public Converter getConverter(int field) {
    return new PrimitiveConverter() {};
  }

  @Override
  public void start() {
    // Rows are not assembled.
  }

  @Override
  public void end() {
    // Rows are not assembled.
  }
}
