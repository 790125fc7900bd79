package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.math.Kernels;

/** A loss on margins. One row has a margin for each model, or for each class of each model. */
sealed interface Loss {

  /** The objective's name in measurements: {@code mse}, {@code hinge_loss}. */
  String objective();

  /**
   * Adds weighted losses and leaves the weighted derivatives in place of the margins.
   *
   * @param margins the row's margins from {@code at} on, {@code weights.length} of them
   * @param weights the row's weight for each margin
   * @param losses gains the loss of each margin; of each model's first margin when it has several
   */
  void differentiate(float[] margins, int at, float label, float[] weights, float[] losses);

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
    public void differentiate(float[] z, int at, float label, float[] weights, float[] losses) {
      for (int i = 0; i < weights.length; i++) {
        float error = z[at + i] - label;
        float beyond = error - Math.clamp(error, -epsilon, epsilon);
        losses[i] += weights[i] * beyond * beyond;
        z[at + i] = 2 * weights[i] * beyond;
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
    public void differentiate(float[] z, int at, float label, float[] weights, float[] losses) {
      for (int i = 0; i < weights.length; i++) {
        float error = z[at + i] - label;
        float beyond = error - Math.clamp(error, -epsilon, epsilon);
        losses[i] += weights[i] * Math.abs(beyond);
        z[at + i] = weights[i] * Math.signum(beyond);
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
    public void differentiate(float[] z, int at, float label, float[] weights, float[] losses) {
      for (int i = 0; i < weights.length; i++) {
        float error = z[at + i] - label;
        float slope = error > 0 ? 1 - q : -q;
        losses[i] += weights[i] * slope * error;
        z[at + i] = weights[i] * slope;
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
    public void differentiate(float[] z, int at, float label, float[] weights, float[] losses) {
      for (int i = 0; i < weights.length; i++) {
        float error = z[at + i] - label;
        float inner = Math.clamp(error, -delta, delta);
        losses[i] += weights[i] * (inner * error - inner * inner / 2);
        z[at + i] = weights[i] * inner;
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
    public void differentiate(float[] z, int at, float label, float[] weights, float[] losses) {
      float sign = 2 * label - 1;
      for (int i = 0; i < weights.length; i++) {
        float lacking = margin - sign * z[at + i];
        losses[i] += weights[i] * Math.max(0, lacking);
        z[at + i] = lacking > 0 ? -sign * weights[i] : 0;
      }
    }
  }

  /** Negative log likelihood of two classes. */
  record Logistic() implements Loss {
    @Override
    public String objective() {
      return "binary_classification_cross_entropy";
    }

    @Override
    public void differentiate(float[] z, int at, float label, float[] weights, float[] losses) {
      Kernels.best().logistic(z, at, weights.length, label, weights, losses);
    }
  }

  /** Negative log likelihood of many classes; the classes of a model lie side by side. */
  record Softmax(int classes) implements Loss {
    @Override
    public String objective() {
      return "multiclass_cross_entropy";
    }

    @Override
    public void differentiate(float[] z, int at, float label, float[] weights, float[] losses) {
      int own = (int) label;
      int used = weights.length / classes * classes;
      for (int model = 0; model < used; model += classes) {
        float most = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
          most = Math.max(most, z[at + model + c]);
        }
        losses[model] -= weights[model] * (z[at + model + own] - most);
        for (int c = 0; c < classes; c++) {
          z[at + model + c] -= most;
        }
      }
      Kernels.best().exp(z, at, used);
      for (int model = 0; model < used; model += classes) {
        float sum = 0;
        for (int c = 0; c < classes; c++) {
          sum += z[at + model + c];
        }
        losses[model] += weights[model] * (float) Math.log(sum);
        for (int c = 0; c < classes; c++) {
          z[at + model + c] *= weights[model] / sum;
        }
        z[at + model + own] -= weights[model];
      }
    }
  }
}
