package dev.sagebrush.services.builtin;

import java.util.List;
import java.util.Set;

/** The built-in algorithms: one line for each. */
final class Algorithms {

  static final List<Builtin> ALL =
      List.of(new Xgboost(), new LinearLearnerContainer(), new KMeansContainer());

  /** Those of AWS's that do not exist here yet, by repository. */
  static final Set<String> MISSING =
      Set.of(
          "factorization-machines",
          "knn",
          "pca",
          "randomcutforest",
          "ipinsights",
          "ntm",
          "object2vec",
          "lda",
          "blazingtext",
          "seq2seq",
          "image-classification",
          "object-detection",
          "semantic-segmentation",
          "forecasting-deepar",
          "sagemaker-scikit-learn",
          "sagemaker-sparkml-serving",
          "sagemaker-clarify-processing",
          "sagemaker-model-monitor-analyzer",
          "sagemaker-debugger-rules");

  private Algorithms() {}

  /** The algorithm that a training process is told to train. */
  static Builtin keyed(String key) {
    for (Builtin builtin : ALL) {
      if (builtin.key().equals(key)) {
        return builtin;
      }
    }
    throw new IllegalArgumentException("no built-in algorithm " + key);
  }
}
