package dev.sagebrush.wire.auth;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A body whose last {@code Content-Encoding} is gzip, inflated while it is read, up to a limit:
 * some kilobytes can inflate to gigabytes. Its end is reported once the compressed body has been
 * read to its own end, so that a digest over that is checked too.
 *
 * <p>Source: <a
 * href="https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait">Smithy
 * requestCompression trait</a>.
 */
public final class GzipBody extends InputStream {

  private final InputStream compressed;
  private final long limit;
  private @Nullable InputStream inflated;
  private @Nullable ServiceException failure;
  private long produced;

  private GzipBody(InputStream compressed, long limit) {
    this.compressed = compressed;
    this.limit = limit;
  }

  /**
   * The content codings below gzip, when that was applied last: empty when it is the only one, null
   * when it was not.
   */
  public static @Nullable String below(Headers headers) {
    String encoding = headers.get("content-encoding", "").strip();
    int last = encoding.lastIndexOf(',');
    boolean gzip = encoding.substring(last + 1).strip().equalsIgnoreCase("gzip");
    return gzip ? encoding.substring(0, Math.max(0, last)).strip() : null;
  }

  /** The request with the body below gzip, if that was applied to it last; else the request. */
  static HttpRequest inflated(HttpRequest request, long limit) {
    String below = below(request.headers());
    if (below == null) {
      return request;
    }
    Headers headers = new Headers();
    for (Headers.Field field : request.headers().fields()) {
      if (!field.name().equals("content-encoding") && !field.name().equals("content-length")) {
        headers.add(field.name(), field.value());
      }
    }
    if (!below.isEmpty()) {
      headers.add("content-encoding", below);
    }
    return new HttpRequest(
        request.method(),
        request.rawPath(),
        request.rawQuery(),
        headers,
        new GzipBody(request.body(), limit),
        request.secure(),
        request.remote(),
        request.id());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (failure != null) {
      throw failure;
    }
    try {
      return inflate(bytes, offset, length);
    } catch (ZipException | EOFException e) {
      failure =
          ServiceException.of(
              "SerializationException", 400, "The request body is not in the gzip format");
      throw failure;
    } catch (ServiceException e) {
      failure = e;
      throw e;
    }
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    InputStream stream = inflated;
    if (stream == null) {
      stream = new GZIPInputStream(compressed, 8192);
      inflated = stream;
    }
    int count = stream.read(bytes, offset, length);
    if (count < 0) {
      if (compressed.read() >= 0) {
        throw new ZipException("data after the end");
      }
      return -1;
    }
    produced += count;
    if (produced > limit) {
      throw BodyErrors.tooLarge(limit);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    compressed.close();
  }
}
