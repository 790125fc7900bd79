package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Body;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.codec.Limits;
import dev.sagebrush.wire.http.Content;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/** The bodies of messages: held whole within limits, or streamed. */
final class Bodies {

  private static final byte[] EMPTY = {};

  private Bodies() {}

  /**
   * Reads a body to its end.
   *
   * @throws ServiceException {@code RequestEntityTooLarge} beyond the limit
   */
  static byte[] whole(HttpRequest request, Limits limits) throws IOException {
    long length = length(request);
    if (length > limits.documentBytes()) {
      throw tooLarge(limits);
    }
    InputStream stream = request.body();
    if (length < 0) {
      byte[] bytes = stream.readNBytes(limits.documentBytes());
      if (bytes.length == limits.documentBytes() && stream.read() >= 0) {
        throw tooLarge(limits);
      }
      return bytes;
    }
    // Grows as content arrives: an announced length alone makes nobody allocate it.
    byte[] bytes = length == 0 ? EMPTY : stream.readNBytes((int) length);
    // The read of the end is where checksums and signatures are verified.
    if (stream.read() >= 0) {
      throw tooLarge(limits);
    }
    return bytes;
  }

  private static ServiceException tooLarge(Limits limits) {
    return ServiceException.of(
        "RequestEntityTooLargeException",
        413,
        "Request size exceeded " + limits.documentBytes() + " bytes");
  }

  /** A body that its reader streams. */
  static Body streamed(HttpRequest request) {
    return Body.of(request.body(), length(request));
  }

  /** How long a body is by its header; -1 when that does not say, or when a coding hides it. */
  static long length(HttpRequest request) {
    String decoded = request.headers().get("x-amz-decoded-content-length");
    String text = decoded == null ? request.headers().get("content-length") : decoded;
    boolean coded = "gzip".equalsIgnoreCase(request.headers().get("content-encoding"));
    if (text == null || coded || text.length() > 18) {
      return -1;
    }
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      length = length * 10 + digit;
    }
    return text.isEmpty() ? -1 : length;
  }

  /** What sends a streamed member. */
  static Content content(Body body) {
    FileChannel file = body.file();
    if (file != null) {
      return new Content.FileStretch(file, body);
    }
    if (body.length() >= 0) {
      try {
        return new Content.Stream(closing(body.stream(), body), body.length());
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return new Content.Written(output -> {
      try (body) {
        body.stream().transferTo(output);
      }
    });
  }

  /** The stream of a body, whose closing closes the body too. */
  private static InputStream closing(InputStream stream, Body body) {
    return new FilterInputStream(stream) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        return in.read(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        try (body) {
          in.close();
        }
      }
    };
  }
}
