package dev.sagebrush.learn.linear;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.metrics.Ranking;
import dev.sagebrush.learn.metrics.Regression;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Real tables with every optional parameter left out, against bars a little below what scikit-learn
 * 1.2.1 reaches: LogisticRegression .93785 and .90435, Ridge 2.2375.
 */
class LinearQualityTest {

  private static float[] scores(TableData data, String task, int seed) throws IOException {
    LinearLearner algorithm = new LinearLearner();
    Fitting fitting =
        Fitting.of(data.training(), algorithm.parameters().parse(Map.of("predictor_type", task)))
            .withSeed(seed)
            .withThreads(2);
    LinearModel model = algorithm.fit(fitting);
    float[] output = model.predict(data.test().features());
    int width = model.outputs().size();
    float[] scores = new float[data.test().rows()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = output[i * width];
    }
    return scores;
  }

  private static void checkArea(TableData data, double bar) throws IOException {
    double area = Ranking.rocAuc(scores(data, "binary_classifier", 0), data.test().labels());
    assertTrue(area >= bar, "AUC " + area + " is below " + bar);
  }

  @Test
  void bank() throws IOException {
    checkArea(TableData.bank(), 0.935);
  }

  @Test
  void adult() throws IOException {
    checkArea(TableData.adult(), 0.902);
  }

  @Test
  void abalone() throws IOException {
    TableData data = TableData.abalone();
    for (int seed = 0; seed < 3; seed++) {
      float[] scores = scores(data, "regressor", seed);
      double error = Regression.of(scores, data.test().labels()).rmse();
      assertTrue(error <= 2.25, "RMSE " + error + " is above 2.25, seed " + seed);
    }
  }
}
