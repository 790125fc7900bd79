package dev.sagebrush.learn.data;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** How bytes are laid out as a data set, and the reader that follows from it. */
public sealed interface DataFormat permits Csv, Libsvm, RecordIoProtobuf, ParquetColumns {
  /**
   * Reads files, in the order given, as one data set.
   *
   * @throws InvalidDataException if there is no row, a row is malformed, or the files do not agree
   * @throws IOException if a file cannot be read
   */
  Dataset read(List<Path> files) throws IOException;

  /**
   * Reads a stream to its end as one data set; it is not closed.
   *
   * @param source what messages call the stream
   */
  Dataset read(InputStream in, String source) throws IOException;
}
