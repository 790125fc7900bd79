package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.math.Exponentials;
import dev.sagebrush.learn.math.Vectors;
import java.util.Arrays;

/** A loss on the margins of one model for a block of rows: an array for each class, or one. */
sealed interface Loss {

  /** The objective's name in measurements: {@code mse}, {@code hinge_loss}. */
  String objective();

  /**
   * Leaves weighted derivatives in place of the margins.
   *
   * @param margins the model's are {@code margins[first … first + classes)}
   * @param rows of the block
   * @param labels one for each row
   * @param weights one for each row
   * @param losses left with the weighted loss of each row
   */
  void differentiate(
      float[][] margins, int first, int rows, float[] labels, float[] weights, float[] losses);

  /** What the loss is multiplied by when labels are multiplied by a factor. */
  default double scale(double factor) {
    return 1;
  }

  /** The loss that the parameters ask for. */
  static Loss of(Task task, Parameters parameters, int classes) {
    String word = parameters.word("loss");
    double epsilon = parameters.real("loss_insensitivity");
    return switch (word) {
      case "hinge_loss" -> new Hinge((float) parameters.real("margin"));
      case "absolute_loss" -> new Absolute(0);
      case "eps_insensitive_absolute_loss" -> new Absolute((float) epsilon);
      case "eps_insensitive_squared_loss" -> new Squared((float) epsilon);
      case "quantile_loss" -> new Quantile((float) parameters.real("quantile"));
      case "huber_loss" -> new Huber((float) parameters.real("huber_delta"));
      default ->
          switch (task) {
            case BINARY -> new Logistic();
            case MULTICLASS -> new Softmax(classes);
            case REGRESSION -> new Squared(0);
          };
    };
  }

  /** Squared error, of errors beyond {@code epsilon}. */
  record Squared(float epsilon) implements Loss {
    @Override
    public String objective() {
      return epsilon == 0 ? "mse" : "eps_insensitive_squared_loss";
    }

    @Override
    public double scale(double factor) {
      return factor * factor;
    }

    @Override
    public void differentiate(
        float[][] margins, int first, int rows, float[] labels, float[] weights, float[] losses) {
      float[] z = margins[first];
      for (int i = 0; i < rows; i++) {
        float error = z[i] - labels[i];
        float beyond = error - Math.max(-epsilon, Math.min(epsilon, error));
        losses[i] = weights[i] * beyond * beyond;
        z[i] = 2 * weights[i] * beyond;
      }
    }
  }

  /** Absolute error, of errors beyond {@code epsilon}. */
  record Absolute(float epsilon) implements Loss {
    @Override
    public String objective() {
      return epsilon == 0 ? "absolute_loss" : "eps_insensitive_absolute_loss";
    }

    @Override
    public double scale(double factor) {
      return factor;
    }

    @Override
    public void differentiate(
        float[][] margins, int first, int rows, float[] labels, float[] weights, float[] losses) {
      float[] z = margins[first];
      for (int i = 0; i < rows; i++) {
        float error = z[i] - labels[i];
        float beyond = error - Math.max(-epsilon, Math.min(epsilon, error));
        losses[i] = weights[i] * Math.abs(beyond);
        z[i] = weights[i] * Math.signum(beyond);
      }
    }
  }

  /** Pinball loss: an error of a label above the prediction costs q, below it 1 − q, a unit. */
  record Quantile(float q) implements Loss {
    @Override
    public String objective() {
      return "quantile_loss";
    }

    @Override
    public double scale(double factor) {
      return factor;
    }

    @Override
    public void differentiate(
        float[][] margins, int first, int rows, float[] labels, float[] weights, float[] losses) {
      float[] z = margins[first];
      for (int i = 0; i < rows; i++) {
        float error = z[i] - labels[i];
        float slope = error > 0 ? 1 - q : -q;
        losses[i] = weights[i] * slope * error;
        z[i] = weights[i] * slope;
      }
    }
  }

  /** Half the squared error up to {@code delta}, linear beyond (Huber, 1964). */
  record Huber(float delta) implements Loss {
    @Override
    public String objective() {
      return "huber_loss";
    }

    @Override
    public void differentiate(
        float[][] margins, int first, int rows, float[] labels, float[] weights, float[] losses) {
      float[] z = margins[first];
      for (int i = 0; i < rows; i++) {
        float error = z[i] - labels[i];
        float inner = Math.max(-delta, Math.min(delta, error));
        losses[i] = weights[i] * (inner * error - inner * inner / 2);
        z[i] = weights[i] * inner;
      }
    }
  }

  /** Cost of a margin on the wrong side of {@code margin}; labels 0 and 1. */
  record Hinge(float margin) implements Loss {
    @Override
    public String objective() {
      return "hinge_loss";
    }

    @Override
    public void differentiate(
        float[][] margins, int first, int rows, float[] labels, float[] weights, float[] losses) {
      float[] z = margins[first];
      for (int i = 0; i < rows; i++) {
        float sign = 2 * labels[i] - 1;
        float lacking = margin - sign * z[i];
        losses[i] = weights[i] * Math.max(0, lacking);
        z[i] = lacking > 0 ? -sign * weights[i] : 0;
      }
    }
  }

  /** Negative log likelihood of two classes; labels 0 and 1. */
  record Logistic() implements Loss {
    @Override
    public String objective() {
      return "binary_classification_cross_entropy";
    }

    @Override
    public void differentiate(
        float[][] margins, int first, int rows, float[] labels, float[] weights, float[] losses) {
      Exponentials.logistic(margins[first], rows, labels, weights, losses);
    }
  }

  /** Negative log likelihood of many classes. */
  record Softmax(int classes) implements Loss {
    @Override
    public String objective() {
      return "multiclass_cross_entropy";
    }

    @Override
    public void differentiate(
        float[][] margins, int first, int rows, float[] labels, float[] weights, float[] losses) {
      float[] most = Arrays.copyOf(margins[first], rows);
      for (int c = 1; c < classes; c++) {
        Vectors.raise(most, margins[first + c], rows);
      }
      for (int i = 0; i < rows; i++) {
        losses[i] = most[i] - margins[first + (int) labels[i]][i];
      }
      float[] sums = new float[rows];
      for (int c = 0; c < classes; c++) {
        float[] z = margins[first + c];
        Vectors.addScaled(-1, most, z, rows);
        Exponentials.ofNegative(z, rows);
        Vectors.addScaled(1, z, sums, rows);
      }
      for (int i = 0; i < rows; i++) {
        losses[i] = weights[i] * (losses[i] + (float) Math.log(sums[i]));
        sums[i] = weights[i] / sums[i];
      }
      for (int c = 0; c < classes; c++) {
        Vectors.scale(margins[first + c], sums, rows);
      }
      for (int i = 0; i < rows; i++) {
        margins[first + (int) labels[i]][i] -= weights[i];
      }
    }
  }
}
