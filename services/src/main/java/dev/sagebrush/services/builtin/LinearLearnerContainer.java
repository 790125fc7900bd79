package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.MetricDefinition;
import dev.sagebrush.learn.Algorithm;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.linear.LinearLearner;
import dev.sagebrush.learn.linear.LinearModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Linear Learner.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/linear-learner.html">Linear learner
 *     algorithm</a>
 */
final class LinearLearnerContainer extends FirstParty {

  private static final List<String> SPLITS = List.of("train", "validation", "test");
  private static final List<MetricDefinition> METRICS = metricDefinitions();

  LinearLearnerContainer() {
    super("linear-learner");
  }

  private static List<MetricDefinition> metricDefinitions() {
    List<MetricDefinition> all = new ArrayList<>();
    for (String split : List.of("train", "validation")) {
      all.add(PublishedMetrics.epoch(split + ":objective_loss", split, "\\S+_objective", "loss"));
      String last = split + ":objective_loss:final";
      all.add(PublishedMetrics.last(last, split, "\\S+_objective", "loss"));
    }
    all.add(PublishedMetrics.last("test:objective_loss", "test", "\\S+_objective", "loss"));
    for (String split : SPLITS) {
      all.add(PublishedMetrics.last(split + ":binary_f_beta", split, "binary_f_\\S+", "score"));
      for (String score :
          List.of("binary_classification_accuracy", "precision", "recall", "roc_auc_score")) {
        all.add(PublishedMetrics.last(split + ":" + score, split, score, "score"));
      }
      for (String loss : List.of("mse", "rmse", "absolute_loss")) {
        all.add(PublishedMetrics.last(split + ":" + loss, split, loss, "loss"));
      }
    }
    for (String split : SPLITS) {
      for (String score :
          List.of("multiclass_accuracy", "dcg", "macro_recall", "macro_precision")) {
        all.add(PublishedMetrics.last(split + ":" + score, split, score, "score"));
      }
      String top = split + ":multiclass_top_k_accuracy";
      all.add(PublishedMetrics.last(top, split, "multiclass_top_k_accuracy_\\S+", "score"));
      all.add(PublishedMetrics.last(split + ":macro_f_beta", split, "macro_f_\\S+", "score"));
    }
    all.addAll(PublishedMetrics.COMMON);
    return List.copyOf(all);
  }

  @Override
  public String title() {
    return "Linear Learner";
  }

  @Override
  String dimension() {
    return "Linear Learner";
  }

  @Override
  int labels() {
    return 1;
  }

  @Override
  void checkLabels(String channel, int labels) {
    if (labels != 1) {
      throw InvalidDataException.of(
          "Channel '%s': label_size is %d, but must be 1: the label is in the first column.",
          channel, labels);
    }
  }

  @Override
  public Algorithm algorithm() {
    return new LinearLearner();
  }

  @Override
  public List<MetricDefinition> metrics() {
    return METRICS;
  }

  @Override
  public List<String> channels() {
    return SPLITS;
  }

  @Override
  public @Nullable Path checkpoints(TrainingFolder folder) throws IOException {
    return folder.checkpoints();
  }

  @Override
  void saveForMxnet(Model model, Path file) throws IOException {
    MxnetLinear.write((LinearModel) model, file);
  }
}
