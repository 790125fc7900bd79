package dev.sagebrush.wire.http;

import dev.sagebrush.model.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;

/**
 * What an answer carries. A failure while it is sent aborts the connection, so that the client sees
 * a broken answer and never a short one.
 */
public sealed interface Content {

  /** Bytes at hand. Written whole, {@code content-length} set. */
  record Bytes(byte[] bytes) implements Content {}

  /**
   * A stretch of a file, sent without passing through the heap where the transport allows it.
   *
   * @param body has the file and the bytes; closed once they are sent or that has failed
   */
  record FileStretch(FileChannel file, Body body) implements Content {

    /** Where in the file it begins. */
    public long position() {
      return body.position();
    }

    /** How many bytes. */
    public long length() {
      return body.length();
    }
  }

  /** A stream of known length; closed when sent. */
  record Stream(InputStream stream, long length) implements Content {}

  /**
   * Content produced while it is sent, chunked (HTTP/1.1) or in DATA frames (HTTP/2); each flush of
   * the output reaches the client at once. For event streams and listings of unknown length.
   */
  record Written(Writer writer) implements Content {}

  /**
   * No content, but the length the content would have: the answer to HEAD.
   *
   * @param length the announced length; negative to announce none
   */
  record None(long length) implements Content {}

  /** Produces content. */
  @FunctionalInterface
  interface Writer {
    /** Writes everything; the caller closes the output. */
    void write(OutputStream output) throws IOException, InterruptedException;
  }
}
