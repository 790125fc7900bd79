package dev.sagebrush.wire.eventstream;

import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import org.jspecify.annotations.Nullable;

/** What the documents within events are written in. */
public interface EventDocuments {

  /** The media type of documents. */
  String contentType();

  /**
   * Reads a document.
   *
   * @throws dev.sagebrush.wire.codec.Malformed when it does not fit the shape
   */
  void read(byte[] document, Shape shape, @Nullable Object[] values);

  /** Writes a document of those members that travel in the body. */
  byte[] write(Struct struct);
}
