package dev.sagebrush.store;

import java.io.IOException;
import java.util.List;

/**
 * Append-only logs: records in the order they were given, each under an offset from 0. What {@link
 * #append} has returned for is on the disk; appends of many callers are synced together.
 */
public interface Logs extends AutoCloseable {

  /** Appends records to a log, made on first use; answers the offset of the first. */
  long append(String log, List<byte[]> records) throws IOException;

  /**
   * Up to {@code limit} records from {@code offset}; fewer at the end, none of a log that is not
   * there.
   *
   * @throws IllegalArgumentException when {@code offset} lies before {@link #first}
   */
  List<byte[]> read(String log, long offset, int limit) throws IOException;

  /** The offset of the oldest record kept; 0 for a log that is not there. */
  long first(String log) throws IOException;

  /** The offset the next record will get; 0 for a log that is not there. */
  long next(String log) throws IOException;

  /** Forgets whole segments below {@code offset}. */
  void trim(String log, long offset) throws IOException;

  /** Removes a log and all its records. */
  void delete(String log) throws IOException;

  @Override
  void close();
}
