package dev.sagebrush.bench.fit;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The rows both sides read, from a file that {@code prepare.py} wrote.
 *
 * @param training rows to learn from
 * @param measured rows to be measured on
 */
record FitData(Dataset training, Dataset measured) {

  /** Reads the file. */
  static FitData read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int training = bytes.getInt();
    int measured = bytes.getInt();
    int columns = bytes.getInt();
    return new FitData(part(bytes, training, columns), part(bytes, measured, columns));
  }

  private static Dataset part(ByteBuffer bytes, int rows, int columns) {
    float[] features = floats(bytes, rows * columns);
    return Dataset.labelled(new DenseMatrix(rows, columns, features), floats(bytes, rows));
  }

  private static float[] floats(ByteBuffer bytes, int count) {
    float[] values = new float[count];
    bytes.asFloatBuffer().get(values);
    bytes.position(bytes.position() + Float.BYTES * count);
    return values;
  }
}
