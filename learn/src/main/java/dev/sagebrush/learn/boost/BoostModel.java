package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.Provenance;
import dev.sagebrush.learn.SparseMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A boosted model that predicts in plain Java: trees, dart or linear. NaN, and in a sparse row what
 * is not stored, is missing. If the file names a best round, the rounds after it do not count.
 */
public final class BoostModel implements Model {
  /** Name of the file that {@link #save} writes. */
  public static final String FILE = "xgboost-model";

  private static final ThreadLocal<float[]> SCRATCH = ThreadLocal.withInitial(() -> new float[8]);

  private final byte[] file;
  private final Provenance provenance;
  private final Objective objective;
  private final int features;
  private final float[] priors;
  private final Predictor predictor;

  BoostModel(
      byte[] file,
      Provenance provenance,
      Objective objective,
      int features,
      float[] priors,
      Predictor predictor) {
    this.file = file;
    this.provenance = provenance;
    this.objective = objective;
    this.features = features;
    this.priors = priors;
    this.predictor = predictor;
  }

  /**
   * Reads a model file that XGBoost wrote, in UBJSON or JSON.
   *
   * @throws InvalidDataException if it is neither, or is damaged
   */
  public static BoostModel load(Path file) throws IOException {
    return of(Files.readAllBytes(file), file.getFileName().toString());
  }

  /**
   * Reads the bytes of a model file that XGBoost wrote, in UBJSON or JSON.
   *
   * @param source what messages call it
   * @throws InvalidDataException if it is neither, or is damaged
   */
  public static BoostModel of(byte[] file, String source) {
    return ModelReader.read(file, source);
  }

  /** XGBoost's name of what the model was trained for, such as {@code binary:logistic}. */
  public String objective() {
    return objective.name();
  }

  /** Margins to a row: the number of classes, or 1. */
  public int margins() {
    return priors.length;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public int features() {
    return features;
  }

  /** {@code score}, once for each class if the model gives the probability of each. */
  @Override
  public List<String> outputs() {
    return Collections.nCopies(votes() ? 1 : priors.length, "score");
  }

  /** Whether predictions are classes, so that those of several models are joined by a vote. */
  boolean votes() {
    return objective.votes();
  }

  /**
   * Computes the margins of one row without allocating: sums of leaves before the objective's
   * transform.
   *
   * @param row holds {@code width} features from {@code at}; features beyond are missing
   * @param output receives {@link #margins} values from {@code to} on
   */
  public void margins(float[] row, int at, int width, float[] output, int to) {
    System.arraycopy(priors, 0, output, to, priors.length);
    predictor.add(row, at, width, output, to);
  }

  /**
   * Predicts one row without allocating.
   *
   * @param row holds {@code width} features from {@code at}; features beyond are missing
   * @param output receives {@code outputs().size()} values from {@code to} on
   */
  public void predict(float[] row, int at, int width, float[] output, int to) {
    if (objective.link() == Objective.Link.ARGMAX) {
      float[] scratch = scratch();
      margins(row, at, width, scratch, 0);
      output[to] = Objective.argmax(scratch, 0, priors.length);
    } else {
      margins(row, at, width, output, to);
      objective.transform(output, to, priors.length);
    }
  }

  @Override
  public void predict(Matrix rows, int row, float[] output, int at) {
    switch (rows) {
      case DenseMatrix dense ->
          predict(dense.values(), row * dense.columns(), dense.columns(), output, at);
      case SparseMatrix sparse -> {
        boolean vote = objective.link() == Objective.Link.ARGMAX;
        float[] sums = vote ? scratch() : output;
        int to = vote ? 0 : at;
        System.arraycopy(priors, 0, sums, to, priors.length);
        predictor.add(
            sparse.indices(), sparse.values(), sparse.begin(row), sparse.begin(row + 1), sums, to);
        objective.transform(sums, to, priors.length);
        output[at] = sums[to];
      }
    }
  }

  private float[] scratch() {
    float[] scratch = SCRATCH.get();
    if (scratch.length < priors.length) {
      scratch = new float[priors.length];
      SCRATCH.set(scratch);
    }
    return scratch;
  }

  @Override
  public void save(Path folder) throws IOException {
    Files.write(folder.resolve(FILE), file);
  }

  /** The model file as it was read or trained. */
  public byte[] file() {
    return Arrays.copyOf(file, file.length);
  }
}
