package dev.sagebrush.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Events that arrive or are sent one after the other. The reader pulls; whoever produces blocks
 * until it is asked.
 *
 * @param <E> the union of the events
 */
public interface EventStream<E extends Struct> extends AutoCloseable {

  /**
   * The next event, waiting for it if need be; null at the end.
   *
   * @throws ServiceException in an answer: sent to the client as the stream's last event
   */
  @Nullable E next() throws IOException, InterruptedException;

  @Override
  default void close() throws IOException {}
}
