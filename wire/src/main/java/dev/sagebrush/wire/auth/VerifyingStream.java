package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.checksum.Checksum;
import dev.sagebrush.model.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A body that is checked while it is read. When its announced length has been read, and at its end,
 * every check is made before the last bytes are given out; so neither a reader that counts nor one
 * that reads to the end ever has the whole of a wrong body. After a failure every read fails.
 */
final class VerifyingStream extends InputStream {

  private final InputStream source;
  private final long length;
  private final List<Check> checks;
  private long read;
  private boolean verified;
  private @Nullable ServiceException failure;

  /**
   * One check.
   *
   * @param checksum takes in every byte
   * @param verdict is given the value at the end, and throws when it is not the right one
   */
  record Check(Checksum checksum, Verdict verdict) {}

  /** Judges a calculated checksum. */
  @FunctionalInterface
  interface Verdict {
    /** Returns if {@code value} is right, throws a {@link ServiceException} if it is not. */
    void judge(byte[] value);
  }

  /**
   * A checked body.
   *
   * @param length how many bytes are announced; negative when none are
   */
  VerifyingStream(InputStream source, long length, List<Check> checks) {
    this.source = source;
    this.length = length;
    this.checks = List.copyOf(checks);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    if (failure != null) {
      throw failure;
    }
    try {
      return checkedRead(bytes, offset, count);
    } catch (ServiceException e) {
      failure = e;
      throw e;
    }
  }

  private int checkedRead(byte[] bytes, int offset, int count) throws IOException {
    if (verified || count == 0) {
      return verified ? -1 : 0;
    }
    int got = source.read(bytes, offset, count);
    if (got < 0) {
      if (length >= 0 && read != length) {
        throw BodyErrors.length();
      }
      verify();
      return -1;
    }
    for (Check check : checks) {
      check.checksum().update(bytes, offset, got);
    }
    read += got;
    if (read == length) {
      if (source.read() >= 0) {
        throw BodyErrors.length();
      }
      verify();
    }
    return got;
  }

  private void verify() {
    for (Check check : checks) {
      check.verdict().judge(check.checksum().value());
    }
    verified = true;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
