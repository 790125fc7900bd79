package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.Body;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.store.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the content of a request: to the disk, digested on the way, and only then, when it is
 * what the client says it is, made a blob.
 */
final class Ingest {

  /** The largest content of one PUT or one part, in bytes. */
  static final long LIMIT = 5L << 30;

  private final Blobs blobs;
  private final Executor helpers;

  Ingest(Blobs blobs, Executor helpers) {
    this.blobs = blobs;
    this.helpers = helpers;
  }

  /**
   * What a request says of its content.
   *
   * @param md5 {@code Content-MD5}, in base 64; null when it is not given
   * @param stated the checksum it must have; null when none is given
   * @param algorithm of the checksum to keep
   * @param asked whether the client named the algorithm
   * @param further another algorithm to calculate; the same for none
   */
  record Expectation(
      @Nullable String md5,
      Checksums.@Nullable Stated stated,
      ChecksumAlgorithm algorithm,
      boolean asked,
      ChecksumAlgorithm further) {

    /** From the members of a PutObject or UploadPart request. */
    static Expectation of(Struct request) {
      Checksums.Stated stated = Checksums.stated(request);
      String named = Members.text(request, "ChecksumAlgorithm");
      if (stated != null) {
        stated.requireWellFormed();
      }
      ChecksumAlgorithm algorithm =
          stated != null
              ? stated.algorithm()
              : named != null ? Checksums.algorithm(named) : ObjectChecksum.DEFAULT;
      String md5 = Members.text(request, "ContentMD5");
      requireDigest(md5);
      return new Expectation(md5, stated, algorithm, stated != null || named != null, algorithm);
    }

    private static void requireDigest(@Nullable String md5) {
      if (md5 != null) {
        boolean valid;
        try {
          valid = Base64.getDecoder().decode(md5.strip()).length == 16;
        } catch (IllegalArgumentException e) {
          valid = false;
        }
        if (!valid) {
          throw ServiceException.of(
              "InvalidDigest", 400, "The Content-MD5 you specified was invalid.");
        }
      }
    }

    /** With a checksum by a further algorithm calculated. */
    Expectation and(ChecksumAlgorithm other) {
      return new Expectation(md5, stated, algorithm, asked, other);
    }

    /** Nothing is stated; a checksum is kept. */
    static Expectation of(ChecksumAlgorithm algorithm) {
      return new Expectation(null, null, algorithm, false, algorithm);
    }

    Set<ChecksumAlgorithm> algorithms() {
      return EnumSet.of(ChecksumAlgorithm.MD5, algorithm, further);
    }

    void verify(Map<ChecksumAlgorithm, byte[]> values) {
      if (md5 != null) {
        String calculated = base64(values, ChecksumAlgorithm.MD5);
        if (!md5.strip().equals(calculated)) {
          throw ServiceException.of(
              "BadDigest",
              400,
              "The Content-MD5 you specified did not match what we received.",
              Map.of("ExpectedDigest", md5, "CalculatedDigest", calculated));
        }
      }
      if (stated != null) {
        stated.requireEqual(base64(values, stated.algorithm()));
      }
    }
  }

  /**
   * Content that has been taken in.
   *
   * @param blob durable, named by nobody yet; null when there was not a byte
   * @param size in bytes
   * @param checksums by the algorithms asked for, MD5 among them
   */
  record Ingested(@Nullable String blob, long size, Map<ChecksumAlgorithm, byte[]> checksums) {

    /** The MD5 in hexadecimal. */
    String md5() {
      return HexFormat.of().formatHex(value(checksums, ChecksumAlgorithm.MD5));
    }

    /** The checksum by an algorithm that was asked for, in base 64. */
    String checksum(ChecksumAlgorithm algorithm) {
      return base64(checksums, algorithm);
    }
  }

  /**
   * Takes in a request's body.
   *
   * @throws ServiceException when it is not what was expected; nothing is kept then
   */
  Ingested take(@Nullable Body body, Expectation expectation) throws IOException {
    if (body == null) {
      return take(InputStream.nullInputStream(), 0, expectation);
    }
    try (Body content = body) {
      return take(content.stream(), content.length(), expectation);
    }
  }

  /**
   * Takes in a stream.
   *
   * @param length how long it must be; -1 when that is not known
   */
  Ingested take(InputStream in, long length, Expectation expectation) throws IOException {
    requireAllowed(length);
    try (Digests digests = new Digests(expectation.algorithms(), helpers);
        Writing writing = new Writing(blobs)) {
      int read;
      int room;
      do {
        byte[] buffer = digests.buffer(length);
        room = buffer.length;
        read = in.readNBytes(buffer, 0, room);
        digests.take(buffer, read);
        writing.write(buffer, read);
        requireAllowed(writing.size);
      } while (read == room && (length < 0 || writing.size <= length));
      if (length >= 0 && writing.size != length) {
        throw ServiceException.of(
            "IncompleteBody",
            400,
            "You did not provide the number of bytes specified by the Content-Length HTTP header");
      }
      Map<ChecksumAlgorithm, byte[]> values = digests.values();
      expectation.verify(values);
      return new Ingested(writing.commit(), writing.size, values);
    }
  }

  /**
   * The digests of content that stays where it is.
   *
   * @return as if it had been taken in
   */
  Ingested digest(InputStream in, ChecksumAlgorithm algorithm) throws IOException {
    try (Digests digests = new Digests(Expectation.of(algorithm).algorithms(), helpers)) {
      long size = 0;
      int read;
      int room;
      do {
        byte[] buffer = digests.buffer(-1);
        room = buffer.length;
        read = in.readNBytes(buffer, 0, room);
        size += read;
        digests.take(buffer, read);
      } while (read == room);
      return new Ingested(null, size, digests.values());
    }
  }

  private static void requireAllowed(long size) {
    if (size > LIMIT) {
      throw ServiceException.of(
          "EntityTooLarge",
          400,
          "Your proposed upload exceeds the maximum allowed size",
          Map.of("ProposedSize", String.valueOf(size), "MaxSizeAllowed", String.valueOf(LIMIT)));
    }
  }

  private static byte[] value(Map<ChecksumAlgorithm, byte[]> values, ChecksumAlgorithm algorithm) {
    return Objects.requireNonNull(values.get(algorithm));
  }

  private static String base64(Map<ChecksumAlgorithm, byte[]> values, ChecksumAlgorithm algorithm) {
    return Base64.getEncoder().encodeToString(value(values, algorithm));
  }

  /** A blob being written, begun with the first byte. */
  private static final class Writing implements AutoCloseable {

    private final Blobs blobs;
    private Blobs.@Nullable Upload upload;
    private long size;

    private Writing(Blobs blobs) {
      this.blobs = blobs;
    }

    private void write(byte[] buffer, int length) throws IOException {
      if (length == 0) {
        return;
      }
      Blobs.Upload open = upload;
      if (open == null) {
        open = blobs.upload();
        upload = open;
      }
      open.write(buffer, 0, length);
      size += length;
    }

    private @Nullable String commit() throws IOException {
      return upload == null ? null : upload.commit();
    }

    @Override
    public void close() throws IOException {
      if (upload != null) {
        upload.close();
      }
    }
  }
}
