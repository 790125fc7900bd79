package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.Measurement;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.Split;
import dev.sagebrush.learn.math.Vectors;
import dev.sagebrush.learn.metrics.Confusion;
import dev.sagebrush.learn.metrics.Multiclass;
import dev.sagebrush.learn.metrics.Ranking;
import dev.sagebrush.learn.metrics.Regression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The measures of a finished model on a data set, each row weighing the same. */
final class FinalMetrics {
  private final LinearModel model;
  private final Loss loss;
  private final Parameters parameters;

  FinalMetrics(LinearModel model, Loss loss, Parameters parameters) {
    this.model = model;
    this.loss = loss;
    this.parameters = parameters;
  }

  List<Measurement> of(Dataset data, Split split) {
    float[] output = model.predict(data.features());
    List<Measurement> all = new ArrayList<>();
    switch (model.task()) {
      case BINARY -> binary(all, split, output, data.labels());
      case MULTICLASS -> multiclass(all, split, output, data.labels());
      case REGRESSION -> regression(all, split, output, data.labels());
    }
    return all;
  }

  private void binary(List<Measurement> all, Split split, float[] output, float[] labels) {
    float[] scores = new float[labels.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = output[2 * i];
    }
    double objective =
        loss instanceof Loss.Logistic ? Ranking.logLoss(scores, labels) : meanLoss(scores, labels);
    Confusion confusion = Confusion.at(model.threshold(), scores, labels);
    double beta = parameters.real("f_beta");
    all.add(Measurement.loss(split, loss.objective() + "_objective", objective));
    score(all, split, "binary_classification_accuracy", confusion.accuracy());
    score(all, split, "binary_f_" + thousandths(beta), confusion.fBeta(beta));
    score(all, split, "precision", confusion.precision());
    score(all, split, "recall", confusion.recall());
    score(all, split, "roc_auc_score", Ranking.rocAuc(scores, labels));
  }

  private void multiclass(List<Measurement> all, Split split, float[] output, float[] labels) {
    int classes = model.outputs().size() - 1;
    float[] scores = new float[labels.length * classes];
    float[] chosen = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      System.arraycopy(output, i * (classes + 1), scores, i * classes, classes);
      chosen[i] = output[i * (classes + 1) + classes];
    }
    Multiclass measures = new Multiclass(classes, chosen, labels);
    double objective = Multiclass.logLoss(classes, scores, labels);
    int k = parameters.whole("accuracy_top_k");
    double beta = parameters.real("f_beta");
    all.add(Measurement.loss(split, "multiclass_cross_entropy_objective", objective));
    score(all, split, "multiclass_accuracy", measures.accuracy());
    double top = Multiclass.topAccuracy(k, classes, scores, labels);
    score(all, split, "multiclass_top_k_accuracy_" + k, top);
    score(all, split, "dcg", Multiclass.dcg(classes, scores, labels));
    score(all, split, "macro_recall", measures.macroRecall());
    score(all, split, "macro_precision", measures.macroPrecision());
    score(all, split, "macro_f_" + thousandths(beta), measures.macroFBeta(beta));
    score(all, split, "multiclass_balanced_accuracy", measures.balancedAccuracy());
    all.add(Measurement.loss(split, "multiclass_log_loss", objective));
  }

  private void regression(List<Measurement> all, Split split, float[] scores, float[] labels) {
    Regression errors = Regression.of(scores, labels);
    double objective = meanLoss(scores, labels);
    all.add(Measurement.loss(split, loss.objective() + "_objective", objective));
    all.add(Measurement.loss(split, "mse", errors.mse()));
    all.add(Measurement.loss(split, "rmse", errors.rmse()));
    all.add(Measurement.loss(split, "absolute_loss", errors.mae()));
    score(all, split, "r2", errors.r2());
  }

  private static void score(List<Measurement> all, Split split, String metric, double value) {
    all.add(Measurement.score(split, metric, value));
  }

  private static String thousandths(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private double meanLoss(float[] scores, float[] labels) {
    float[] ones = new float[labels.length];
    Arrays.fill(ones, 1);
    float[] losses = new float[labels.length];
    loss.differentiate(new float[][] {scores.clone()}, 0, labels.length, labels, ones, losses);
    return Vectors.sum(losses, losses.length) / labels.length;
  }
}
