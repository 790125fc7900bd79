package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.ModelFile;
import dev.sagebrush.learn.Provenance;
import dev.sagebrush.learn.SparseMatrix;
import dev.sagebrush.learn.math.Vectors;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear model for raw rows. Two classes: {@code score}, the probability of 1 (or the margin,
 * under hinge loss), and {@code predicted_label}, 1 where the score reaches the threshold. Many
 * classes: the {@code score} of each, which sum to 1, and the {@code predicted_label}. Numbers: the
 * {@code score} alone.
 *
 * <p>On disk: {@code linear.model}, a {@link ModelFile} with this payload, version 1:
 *
 * <pre>
 * text                 task: binary_classifier, multiclass_classifier or regressor
 * int8                 1 when two-class scores are probabilities, 0 when they are margins
 * float32              threshold; 0 unless two classes
 * int32                rows of weights: classes, or 1
 * int32                columns
 * float32 × rows·columns  weights, row-major
 * float32 × rows       intercepts
 * </pre>
 */
public final class LinearModel implements Model {
  /** The file a model is saved as. */
  public static final String FILE = "linear.model";

  private static final int VERSION = 1;

  private final Provenance provenance;
  private final Shape shape;
  private final int columns;
  private final float[] weights;
  private final float[] bias;
  private final List<String> outputs;

  /**
   * How margins become outputs.
   *
   * @param probabilities whether a two-class score is a probability
   * @param threshold of a two-class score
   */
  record Shape(Task task, boolean probabilities, float threshold) {}

  LinearModel(Provenance provenance, Shape shape, float[] weights, float[] bias) {
    this.provenance = provenance;
    this.shape = shape;
    this.columns = weights.length / bias.length;
    this.weights = weights;
    this.bias = bias;
    List<String> names = new ArrayList<>();
    for (int c = 0; c < bias.length; c++) {
      names.add("score");
    }
    if (shape.task != Task.REGRESSION) {
      names.add("predicted_label");
    }
    this.outputs = List.copyOf(names);
  }

  static LinearModel load(Path folder) throws IOException {
    return ModelFile.read(
        folder.resolve(FILE),
        LinearLearner.NAME,
        VERSION,
        (version, provenance, in) -> read(provenance, in));
  }

  private static LinearModel read(Provenance provenance, DataInputStream in) throws IOException {
    String word = in.readUTF();
    boolean probabilities = in.readByte() != 0;
    float threshold = in.readFloat();
    int rows = in.readInt();
    int columns = in.readInt();
    if (rows < 1 || columns < 1) {
      throw InvalidDataException.of("%s announces %d × %d weights.", FILE, rows, columns);
    }
    float[] weights = ModelFile.readFloats(in, (long) rows * columns);
    float[] bias = ModelFile.readFloats(in, rows);
    Shape shape = new Shape(Task.of(word), probabilities, threshold);
    return new LinearModel(provenance, shape, weights, bias);
  }

  @Override
  public void save(Path folder) throws IOException {
    ModelFile.write(
        folder.resolve(FILE),
        VERSION,
        provenance,
        out -> {
          out.writeUTF(shape.task.toString());
          out.writeByte(shape.probabilities ? 1 : 0);
          out.writeFloat(shape.threshold);
          out.writeInt(bias.length);
          out.writeInt(columns);
          ModelFile.writeFloats(out, weights);
          ModelFile.writeFloats(out, bias);
        });
  }

  /** What it predicts. */
  public Task task() {
    return shape.task;
  }

  /** The score from which on 1 is predicted; 0 unless there are two classes. */
  public float threshold() {
    return shape.threshold;
  }

  /** Weights for raw features: a row for each class, or one; a copy. */
  public DenseMatrix weights() {
    return new DenseMatrix(bias.length, columns, weights.clone());
  }

  /** The intercept of each row of weights; a copy. */
  public float[] bias() {
    return bias.clone();
  }

  LinearModel withThreshold(float threshold) {
    Shape moved = new Shape(shape.task, shape.probabilities, threshold);
    return new LinearModel(provenance, moved, weights, bias);
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
    return outputs;
  }

  @Override
  public void predict(Matrix rows, int row, float[] output, int at) {
    int classes = bias.length;
    for (int c = 0; c < classes; c++) {
      output[at + c] = bias[c] + product(rows, row, c);
    }
    switch (shape.task) {
      case BINARY -> {
        if (shape.probabilities) {
          output[at] = (float) (1 / (1 + Math.exp(-output[at])));
        }
        output[at + 1] = output[at] >= shape.threshold ? 1 : 0;
      }
      case MULTICLASS -> output[at + classes] = softmax(output, at, classes);
      case REGRESSION -> {}
    }
  }

  private float product(Matrix rows, int row, int c) {
    if (rows instanceof DenseMatrix dense) {
      return Vectors.dot(dense.values(), row * columns, weights, c * columns, columns);
    }
    SparseMatrix sparse = (SparseMatrix) rows;
    float sum = 0;
    for (int i = sparse.begin(row); i < sparse.begin(row + 1); i++) {
      sum += sparse.values()[i] * weights[c * columns + sparse.indices()[i]];
    }
    return sum;
  }

  /** Turns margins into probabilities; returns the first class of the greatest. */
  private static int softmax(float[] values, int at, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (values[at + c] > values[at + best]) {
        best = c;
      }
    }
    float most = values[at + best];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double e = Math.exp(values[at + c] - most);
      values[at + c] = (float) e;
      sum += e;
    }
    for (int c = 0; c < classes; c++) {
      values[at + c] /= (float) sum;
    }
    return best;
  }
}
