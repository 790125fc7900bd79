package dev.sagebrush.learn;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The frame around a model on disk. Numbers are big-endian; text is what {@link
 * DataOutputStream#writeUTF} writes.
 *
 * <pre>
 * offset  type      meaning
 * 0       8 bytes   the ASCII letters "sgbmodel"
 * 8       int32     version of the payload, from 1
 *         text      the algorithm's name
 *         int32     number of parameters, then for each: text name, text value
 *         text      fingerprint of the training data
 *         int64     training rows
 *         int64     seed
 *         text      version of the library that wrote it
 *         …         payload, as the algorithm's model says
 * end − 4 int32     CRC-32C of every byte before
 * </pre>
 */
public final class ModelFile {
  private static final byte[] MAGIC = "sgbmodel".getBytes(StandardCharsets.US_ASCII);

  private ModelFile() {}

  /** Writes a payload. */
  @FunctionalInterface
  public interface Writer {
    /** Writes the payload after the frame's head. */
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads a payload; a short read is reported by {@link EOFException}. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads a payload of the given version. */
    T read(int version, Provenance provenance, DataInputStream in) throws IOException;
  }

  /** Writes a file, whole or not at all. */
  public static void write(Path file, int version, Provenance provenance, Writer payload)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC);
      out.writeInt(version);
      out.writeUTF(provenance.algorithm());
      out.writeInt(provenance.parameters().size());
      for (Map.Entry<String, String> parameter : provenance.parameters().entrySet()) {
        out.writeUTF(parameter.getKey());
        out.writeUTF(parameter.getValue());
      }
      out.writeUTF(provenance.data());
      out.writeLong(provenance.rows());
      out.writeLong(provenance.seed());
      out.writeUTF(provenance.version());
      payload.write(out);
      CRC32C sum = new CRC32C();
      sum.update(bytes.toByteArray());
      out.writeInt((int) sum.getValue());
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, bytes.toByteArray());
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads a file.
   *
   * @param latest the newest payload version the caller knows
   * @throws InvalidDataException when it is not such a file, is damaged or is newer
   */
  public static <T> T read(Path file, String algorithm, int latest, Reader<T> payload)
      throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int body = bytes.length - Integer.BYTES;
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, 0, Math.max(0, body)))) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new InvalidDataException(file.getFileName() + " is not a model file.");
      }
      CRC32C sum = new CRC32C();
      sum.update(bytes, 0, body);
      if ((int) sum.getValue() != ByteBuffer.wrap(bytes, body, Integer.BYTES).getInt()) {
        throw new InvalidDataException(file.getFileName() + " is damaged: its checksum is wrong.");
      }
      int version = in.readInt();
      Provenance provenance = provenance(in);
      if (!provenance.algorithm().equals(algorithm)) {
        throw InvalidDataException.of(
            "%s holds a model of %s, not of %s.",
            file.getFileName(), provenance.algorithm(), algorithm);
      }
      if (version < 1 || version > latest) {
        throw InvalidDataException.of(
            "%s has version %d; this library reads versions 1 to %d.",
            file.getFileName(), version, latest);
      }
      return payload.read(version, provenance, in);
    } catch (EOFException | UTFDataFormatException e) {
      throw new InvalidDataException(file.getFileName() + " is not a whole model file.", e);
    }
  }

  private static Provenance provenance(DataInputStream in) throws IOException {
    String algorithm = in.readUTF();
    Map<String, String> parameters = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      parameters.put(in.readUTF(), in.readUTF());
    }
    return new Provenance(
        algorithm, parameters, in.readUTF(), in.readLong(), in.readLong(), in.readUTF());
  }

  /** Writes numbers, without their count. */
  public static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /** Reads so many numbers, refusing a count that the rest of the file cannot hold. */
  public static float[] readFloats(DataInputStream in, long count) throws IOException {
    if (count < 0 || count > in.available() / Float.BYTES) {
      throw new EOFException(count + " numbers announced, " + in.available() + " bytes left");
    }
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
