package dev.sagebrush.server.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the demo runs. The references are those of scikit-learn 1.2.1 and xgboost 1.7.4 on the same
 * rows, with the same parameters where the algorithm is the same.
 */
final class Experiments {

  private static final int PROBE = 3;

  private Experiments() {}

  static List<Experiment> all(Path folder) throws IOException {
    DataSet cancer = DataSet.split(folder, "breast_cancer");
    DataSet digits = DataSet.unlabelled(folder, "digits");
    return List.of(xgboost(cancer), linear(cancer), kmeans(digits));
  }

  private static Experiment xgboost(DataSet data) {
    String row = data.test().get(PROBE);
    return new Experiment(
        "demo-xgboost",
        "XGBoost: is a tumour benign? 456 patients to learn from, 113 held out",
        "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
        data,
        "text/csv",
        Map.of(
            "objective", "binary:logistic",
            "num_round", "200",
            "max_depth", "6",
            "eta", "0.1",
            "eval_metric", "auc"),
        "validation",
        "validation:auc",
        value -> String.format(Locale.ROOT, "AUC %.4f", value),
        "AUC 0.9981 (xgboost 1.7.4)",
        DataSet.features(row),
        tumour(row));
  }

  private static Experiment linear(DataSet data) {
    String row = data.test().get(PROBE);
    return new Experiment(
        "demo-linear-learner",
        "Linear Learner: the same question, 32 models at once",
        "382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1",
        data,
        "text/csv",
        Map.of("predictor_type", "binary_classifier", "mini_batch_size", "100"),
        "validation",
        "validation:roc_auc_score",
        value -> String.format(Locale.ROOT, "AUC %.4f", value),
        "AUC 0.9936 (scikit-learn's LogisticRegression)",
        DataSet.features(row),
        tumour(row));
  }

  private static Experiment kmeans(DataSet data) {
    return new Experiment(
        "demo-kmeans",
        "K-Means: 1,797 handwritten digits into ten clusters, nobody says which is which",
        "382416733822.dkr.ecr.us-east-1.amazonaws.com/kmeans:1",
        data,
        "text/csv;label_size=0",
        Map.of("k", "10", "feature_dim", "64", "eval_metrics", "[\"msd\", \"ssd\"]"),
        "test",
        "test:ssd",
        value -> String.format(Locale.ROOT, "inertia %.4g", value),
        "inertia 1.165e+06 (scikit-learn's KMeans)",
        data.test().getFirst(),
        "it is a zero");
  }

  private static String tumour(String row) {
    return DataSet.label(row).equals("1") ? "it is benign (1)" : "it is malignant (0)";
  }
}
