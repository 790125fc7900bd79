package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.JobFailure;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Cuts an object into records. Holds one record at a time. */
@FunctionalInterface
interface Records {

  /** The next record, without a line end; null at the end. */
  byte @Nullable [] next() throws IOException, JobFailure;

  /**
   * The records of a stream.
   *
   * @param split {@code None}, {@code Line} or {@code RecordIO}
   * @param largest bytes of a record
   */
  static Records of(String split, InputStream in, int largest) {
    return switch (split) {
      case "Line" -> () -> line(in, largest);
      case "RecordIO" -> () -> recordIo(in, largest);
      default -> () -> whole(in, largest);
    };
  }

  private static byte @Nullable [] whole(InputStream in, int largest)
      throws IOException, JobFailure {
    byte[] bytes = in.readNBytes(largest);
    if (bytes.length == largest && in.read() >= 0) {
      throw tooLarge(largest);
    }
    return bytes.length == 0 ? null : bytes;
  }

  private static JobFailure tooLarge(int largest) {
    return new JobFailure(
        "a record is larger than MaxPayloadInMB allows ("
            + (largest >> 20)
            + " MB): raise MaxPayloadInMB or choose a SplitType");
  }

  /** Lines that are empty are no records. */
  private static byte @Nullable [] line(InputStream in, int largest)
      throws IOException, JobFailure {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != '\n') {
        line.write(b);
        if (line.size() > largest) {
          throw tooLarge(largest);
        }
      } else if (line.size() > 0) {
        return trimmed(line);
      }
    }
    return line.size() == 0 ? null : trimmed(line);
  }

  private static byte[] trimmed(ByteArrayOutputStream line) {
    byte[] bytes = line.toByteArray();
    return bytes.length > 1 && bytes[bytes.length - 1] == '\r'
        ? java.util.Arrays.copyOf(bytes, bytes.length - 1)
        : bytes;
  }

  /** A record of RecordIO with its frame: magic, length in 29 bits, content padded to 4 bytes. */
  private static byte @Nullable [] recordIo(InputStream in, int largest)
      throws IOException, JobFailure {
    byte[] head = in.readNBytes(8);
    if (head.length == 0) {
      return null;
    }
    ByteBuffer frame = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (head.length < 8 || frame.getInt(0) != 0xced7230a) {
      throw new JobFailure("it is not RecordIO although SplitType is RecordIO");
    }
    int length = frame.getInt(4) & (1 << 29) - 1;
    int padded = length + (-length & 3);
    if (padded > largest - 8) {
      throw tooLarge(largest);
    }
    byte[] record = java.util.Arrays.copyOf(head, 8 + padded);
    if (in.readNBytes(record, 8, padded) < padded) {
      throw new JobFailure("it ends within a record of RecordIO", new EOFException());
    }
    return record;
  }
}
