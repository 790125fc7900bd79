package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.engine.container.MetricDefinition;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every metric that is published stands in a log. */
final class PublishedMetricsTest {

  private static final String XGBOOST = "sagemaker-xgboost:3.0-5";
  private static final String CLASSES =
      "accuracy,balanced_accuracy,f1,f1_macro,precision,precision_macro,precision_micro,recall,"
          + "recall_macro,recall_micro";

  @TempDir private Path root;
  private final Set<String> found = new TreeSet<>();
  private int jobs;

  private void train(
      String image, Map<String, String> hyperparameters, String table, String... held)
      throws Exception {
    Job job =
        new Job(root.resolve("job" + jobs++), image)
            .hyperparameters(hyperparameters)
            .channel("train", "text/csv", Tables.csv(Tables.lines(table, 0, 2)));
    for (String channel : held) {
      job.channel(channel, "text/csv", Tables.csv(Tables.lines(table, 1, 2)));
    }
    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));
    for (MetricDefinition metric : Job.image(image).metrics()) {
      Pattern pattern = Pattern.compile(metric.regex());
      if (job.log.stream().anyMatch(line -> pattern.matcher(line).find())) {
        found.add(metric.name());
        assertEquals(false, Double.isInfinite(job.metric(metric.name())), metric.name());
      }
    }
  }

  private void boost(String objective, String metrics, String table, String... more)
      throws Exception {
    Map<String, String> all = new TreeMap<>();
    all.put("num_round", "2");
    all.put("objective", objective);
    all.put("eval_metric", metrics);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    train(XGBOOST, all, table, "validation");
  }

  private static Set<String> published(String image) {
    return new TreeSet<>(Job.image(image).metrics().stream().map(MetricDefinition::name).toList());
  }

  @Test
  void xgboost() throws Exception {
    boost(
        "binary:logistic",
        "error,logloss,auc,aucpr,map,ndcg,f1_binary," + CLASSES,
        "breast_cancer");
    boost("multi:softprob", "merror,mlogloss", "iris", "num_class", "3");
    boost("reg:squarederror", "rmse,rmsle,mae,mape,mphe,mse,r2", "diabetes");
    boost("count:poisson", "poisson-nloglik", "diabetes");
    boost("reg:gamma", "gamma-nloglik,gamma-deviance", "diabetes");
    boost("reg:tweedie", "tweedie-nloglik", "diabetes");
    boost("survival:cox", "cox-nloglik", "diabetes");
    boost("survival:aft", "aft-nloglik,interval-regression-accuracy", "diabetes");
    assertEquals(published(XGBOOST), found);
  }

  @Test
  void linearLearner() throws Exception {
    for (String[] task :
        List.of(
            new String[] {"binary_classifier", "breast_cancer", "1"},
            new String[] {"multiclass_classifier", "iris", "3"},
            new String[] {"regressor", "diabetes", "1"})) {
      Map<String, String> hyperparameters =
          Map.of("predictor_type", task[0], "num_classes", task[2], "epochs", "2");
      train("linear-learner:1", hyperparameters, task[1], "validation", "test");
    }
    assertEquals(published("linear-learner:1"), found);
  }

  @Test
  void kMeans() throws Exception {
    Map<String, String> hyperparameters =
        Map.of("k", "3", "feature_dim", "4", "eval_metrics", "[\"msd\", \"ssd\"]");
    train("kmeans:1", hyperparameters, "iris", "test");
    assertEquals(published("kmeans:1"), found);
    assertEquals(found.size(), new HashSet<>(Job.image("kmeans:1").metrics()).size());
  }
}
