package dev.sagebrush.wire.auth;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes aws-chunked: {@code hex-size[;chunk-signature=hex]}, CRLF, data, CRLF, and so on to a
 * chunk of size 0, after which trailers may follow. Holds a window of the body, never a chunk; the
 * last bytes of a chunk are given out once its signature is verified.
 *
 * <p>Any failure is a {@link dev.sagebrush.model.ServiceException} out of a read, before the end of
 * the stream is reported.
 */
final class AwsChunkedStream extends InputStream {

  /**
   * Longest accepted line, in bytes: a chunk header has up to 16 + 17 + 64, a trailer some more.
   */
  private static final int LONGEST_LINE = 1024;

  private static final int MOST_TRAILERS = 16;

  /** All chunks but the last must be at least this long, in bytes. */
  private static final long SMALLEST_CHUNK = 8192;

  private final InputStream source;
  private final long decodedLength;
  private final boolean trailing;
  private final @Nullable SignatureChain chain;
  private final byte[] window = new byte[8192];
  private final MessageDigest digest = Crypto.sha256();
  private final Map<String, String> trailers = new LinkedHashMap<>();

  private int position;
  private int limit;
  private long number;
  private long size = SMALLEST_CHUNK;
  private long remaining;
  private long decoded;
  private String signature = "";
  private boolean done;

  /**
   * Starts before the first chunk header.
   *
   * @param decodedLength how many bytes of data all chunks hold together
   * @param trailing whether trailers may follow
   * @param chain verifies the signatures of the chunks, or null when they carry none
   */
  AwsChunkedStream(
      InputStream source, long decodedLength, boolean trailing, @Nullable SignatureChain chain) {
    this.source = source;
    this.decodedLength = decodedLength;
    this.trailing = trailing;
    this.chain = chain;
  }

  /** The trailers by name in lower case; complete once the end of the stream is reported. */
  Map<String, String> trailers() {
    return trailers;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (remaining == 0 && !done) {
      startChunk();
    }
    if (done) {
      return -1;
    }
    int count = take(bytes, offset, (int) Math.min(length, remaining));
    if (chain != null) {
      digest.update(bytes, offset, count);
    }
    remaining -= count;
    decoded += count;
    if (remaining == 0) {
      endChunk();
    }
    return count;
  }

  private void startChunk() throws IOException {
    String line = line(true);
    int semicolon = line.indexOf(';');
    String hex = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    long next = size(hex);
    if (next > 0 && size < SMALLEST_CHUNK) {
      throw BodyErrors.smallChunk(number, size);
    }
    if (next > decodedLength - decoded) {
      throw BodyErrors.length();
    }
    if (chain != null) {
      signature = signature(semicolon < 0 ? "" : line.substring(semicolon + 1).strip());
    }
    number++;
    size = next;
    remaining = next;
    if (next == 0) {
      end();
    }
  }

  private static long size(String hex) {
    if (hex.isEmpty() || hex.length() > 15) {
      throw BodyErrors.malformedChunk("bad chunk size");
    }
    long size = 0;
    for (int i = 0; i < hex.length(); i++) {
      int digit = hex.charAt(i) < 128 ? Character.digit(hex.charAt(i), 16) : -1;
      if (digit < 0) {
        throw BodyErrors.malformedChunk("bad chunk size");
      }
      size = size << 4 | digit;
    }
    return size;
  }

  private static String signature(String extension) {
    String prefix = "chunk-signature=";
    if (!extension.startsWith(prefix)) {
      throw BodyErrors.malformedChunk("a chunk without signature");
    }
    return extension.substring(prefix.length());
  }

  private void endChunk() throws IOException {
    if (next() != '\r' || next() != '\n') {
      throw BodyErrors.malformedChunk("no line end after the data of a chunk");
    }
    if (chain != null) {
      chain.chunk(digest.digest(), signature);
    }
  }

  private void end() throws IOException {
    if (decoded != decodedLength) {
      throw BodyErrors.length();
    }
    if (chain != null) {
      chain.chunk(digest.digest(), signature);
    }
    if (trailing) {
      readTrailers();
    } else if (!line(true).isEmpty()) {
      throw BodyErrors.malformedChunk("data after the last chunk");
    }
    if (position < limit || source.read() >= 0) {
      throw BodyErrors.malformedChunk("data after the last chunk");
    }
    done = true;
  }

  private void readTrailers() throws IOException {
    StringBuilder signed = new StringBuilder();
    String provided = null;
    for (int lines = 0; ; lines++) {
      String line = line(false);
      if (line.isEmpty() && (chain == null || provided != null)) {
        break;
      }
      int colon = line.indexOf(':');
      if (lines > MOST_TRAILERS || provided != null || colon <= 0 && !line.isEmpty()) {
        throw BodyErrors.malformedTrailer();
      }
      if (line.isEmpty()) {
        continue;
      }
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (name.equals("x-amz-trailer-signature")) {
        provided = value;
      } else if (trailers.put(name, value) != null) {
        throw BodyErrors.malformedTrailer();
      } else {
        signed.append(name).append(':').append(value).append('\n');
      }
    }
    if (chain != null && provided != null) {
      chain.trailer(signed.toString(), provided);
    }
  }

  /** The next line without its end. */
  private String line(boolean strict) throws IOException {
    StringBuilder line = new StringBuilder(100);
    while (true) {
      int b = next();
      if (b == '\n') {
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
          line.setLength(last);
        } else if (strict) {
          throw BodyErrors.malformedChunk("a line feed without carriage return");
        }
        return line.toString();
      }
      if (line.length() == LONGEST_LINE) {
        throw BodyErrors.malformedChunk("a line of more than " + LONGEST_LINE + " bytes");
      }
      line.append((char) b);
    }
  }

  private int next() throws IOException {
    if (position == limit) {
      fill();
    }
    return window[position++] & 0xff;
  }

  private void fill() throws IOException {
    position = 0;
    limit = Math.max(0, source.read(window, 0, window.length));
    if (limit == 0) {
      throw BodyErrors.truncated();
    }
  }

  /** Takes data from the window, or past it when it is empty and much is wanted. */
  private int take(byte[] bytes, int offset, int length) throws IOException {
    if (position == limit) {
      if (length >= window.length) {
        int count = source.read(bytes, offset, length);
        if (count <= 0) {
          throw BodyErrors.truncated();
        }
        return count;
      }
      fill();
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(window, position, bytes, offset, count);
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
