package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.ModelFile;
import dev.sagebrush.learn.Provenance;
import dev.sagebrush.learn.SparseMatrix;
import dev.sagebrush.learn.math.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Cluster centres. Predicts {@code closest_cluster}, the number of the nearest centre, and {@code
 * distance_to_cluster}, the Euclidean distance to it.
 *
 * <p>On disk: {@code kmeans.model}, a {@link ModelFile} with this payload, version 1:
 *
 * <pre>
 * int32              k
 * int32              columns
 * float32 × k·columns  centres, row-major
 * </pre>
 */
public final class KMeansModel implements Model {
  /** The file a model is saved as. */
  public static final String FILE = "kmeans.model";

  private static final int VERSION = 1;
  private static final List<String> OUTPUTS = List.of("closest_cluster", "distance_to_cluster");

  private final Provenance provenance;
  private final int columns;
  private final float[] centres;
  private final float[] squaredNorms;

  KMeansModel(Provenance provenance, int columns, float[] centres) {
    this.provenance = provenance;
    this.columns = columns;
    this.centres = centres;
    this.squaredNorms = new float[centres.length / columns];
    for (int c = 0; c < squaredNorms.length; c++) {
      squaredNorms[c] = Vectors.dot(centres, c * columns, centres, c * columns, columns);
    }
  }

  static KMeansModel load(Path folder) throws IOException {
    return ModelFile.read(
        folder.resolve(FILE),
        KMeans.NAME,
        VERSION,
        (version, provenance, in) -> {
          int k = in.readInt();
          int columns = in.readInt();
          if (k < 1 || columns < 1) {
            throw new InvalidDataException(
                FILE + " announces " + k + " centres of " + columns + " columns.");
          }
          float[] centres = ModelFile.readFloats(in, (long) k * columns);
          return new KMeansModel(provenance, columns, centres);
        });
  }

  @Override
  public void save(Path folder) throws IOException {
    ModelFile.write(
        folder.resolve(FILE),
        VERSION,
        provenance,
        out -> {
          out.writeInt(clusters());
          out.writeInt(columns);
          ModelFile.writeFloats(out, centres);
        });
  }

  /** Number of centres. */
  public int clusters() {
    return squaredNorms.length;
  }

  /** The centres, one to a row; a copy. */
  public DenseMatrix centres() {
    return new DenseMatrix(clusters(), columns, centres.clone());
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public int features() {
    return columns;
  }

  @Override
  public List<String> outputs() {
    return OUTPUTS;
  }

  @Override
  public void predict(Matrix rows, int row, float[] output, int at) {
    int best = 0;
    float least = Float.POSITIVE_INFINITY;
    for (int c = 0; c < squaredNorms.length; c++) {
      float distance =
          rows instanceof DenseMatrix dense
              ? Vectors.squaredDistance(
                  dense.values(), row * columns, centres, c * columns, columns)
              : sparseDistance((SparseMatrix) rows, row, c);
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    output[at] = best;
    output[at + 1] = (float) Math.sqrt(least);
  }

  private float sparseDistance(SparseMatrix rows, int row, int centre) {
    double distance = squaredNorms[centre];
    for (int i = rows.begin(row); i < rows.begin(row + 1); i++) {
      float value = rows.values()[i];
      distance += value * ((double) value - 2 * centres[centre * columns + rows.indices()[i]]);
    }
    return (float) Math.max(0, distance);
  }
}
