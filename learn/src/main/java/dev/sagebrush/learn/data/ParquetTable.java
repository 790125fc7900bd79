package dev.sagebrush.learn.data;

import dev.sagebrush.learn.InvalidDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The numeric columns of one Parquet file.
 *
 * @param source what messages call the file
 * @param rows number of rows
 * @param cells an array of {@code rows} values for each column; null is NaN
 */
record ParquetTable(String source, int rows, List<float[]> cells) {
  int columns() {
    return cells.size();
  }

  /**
   * Reads a file.
   *
   * @throws InvalidDataException if it is no Parquet file, is damaged, or has other columns
   */
  static ParquetTable read(byte[] file, String source) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(new BytesFile(file), options)) {
      return read(reader, source);
    } catch (InvalidDataException e) {
      throw new InvalidDataException(source + ": " + e.getMessage(), e);
    } catch (RuntimeException | IOException e) {
      // The library reports a damaged file by whatever exception the damage happens to cause.
      throw new InvalidDataException(
          source + " cannot be read as Parquet: " + String.valueOf(e.getMessage()), e);
    }
  }

  private static ParquetTable read(ParquetFileReader reader, String source) throws IOException {
    MessageType schema = reader.getFooter().getFileMetaData().getSchema();
    List<ColumnDescriptor> columns = schema.getColumns();
    columns.forEach(ParquetTable::check);
    int rows = rows(reader.getRowGroups(), columns.size());
    List<float[]> cells = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      cells.add(new float[rows]);
    }
    int start = 0;
    for (PageReadStore pages = reader.readNextRowGroup();
        pages != null;
        pages = reader.readNextRowGroup()) {
      ColumnReadStoreImpl store =
          new ColumnReadStoreImpl(
              pages,
              new IgnoringConverter(),
              schema,
              reader.getFooter().getFileMetaData().getCreatedBy());
      int count = (int) pages.getRowCount();
      for (int i = 0; i < columns.size(); i++) {
        fill(store.getColumnReader(columns.get(i)), columns.get(i), cells.get(i), start, count);
      }
      start += count;
    }
    return new ParquetTable(source, rows, cells);
  }

  /** Rows in all, as the footer says; what it says is believed only as far as it is possible. */
  private static int rows(List<BlockMetaData> groups, int columns) {
    long rows = 0;
    for (BlockMetaData group : groups) {
      rows += group.getRowCount();
      if (group.getRowCount() < 0 || rows * Math.max(1, columns) > Integer.MAX_VALUE - 8) {
        throw new InvalidDataException("there are too many rows, or a negative number");
      }
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.getValueCount() != group.getRowCount()) {
          throw new InvalidDataException("the columns of a row group differ in length");
        }
      }
    }
    return (int) rows;
  }

  private static void check(ColumnDescriptor column) {
    PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
    boolean numeric =
        switch (type) {
          case INT32, INT64, FLOAT, DOUBLE, BOOLEAN -> true;
          case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> false;
        };
    if (!numeric || column.getMaxRepetitionLevel() > 0) {
      throw new InvalidDataException(
          "column '"
              + String.join(".", column.getPath())
              + "' is "
              + type
              + (column.getMaxRepetitionLevel() > 0 ? ", repeated" : "")
              + "; every column must hold one number to a row");
    }
  }

  private static void fill(
      ColumnReader reader, ColumnDescriptor column, float[] cells, int start, int count) {
    PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
    int present = column.getMaxDefinitionLevel();
    for (int i = start; i < start + count; i++) {
      if (reader.getCurrentDefinitionLevel() < present) {
        cells[i] = Float.NaN;
      } else {
        cells[i] =
            switch (type) {
              case INT32 -> reader.getInteger();
              case INT64 -> reader.getLong();
              case FLOAT -> reader.getFloat();
              case DOUBLE -> (float) reader.getDouble();
              case BOOLEAN -> reader.getBoolean() ? 1 : 0;
              case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> Float.NaN;
            };
      }
      reader.consume();
    }
  }
}
