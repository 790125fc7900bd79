package dev.sagebrush.bench.fit;

import dev.sagebrush.learn.Algorithm;
import dev.sagebrush.learn.Algorithms;
import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.metrics.Ranking;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Fits with the learn library in a fresh JVM: {@code FitMain algorithm file fits [name=value]...};
 * prints seconds and quality for each fit, as {@code fit.py} does. The first fit is a cold one.
 */
public final class FitMain {

  private FitMain() {}

  /** Fits so often as told. */
  public static void main(String[] arguments) throws IOException {
    Algorithm algorithm = Algorithms.named(arguments[0]);
    FitData data = FitData.read(Path.of(arguments[1]));
    int fits = Integer.parseInt(arguments[2]);
    Map<String, String> given = new HashMap<>();
    for (int i = 3; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      given.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    Parameters parameters = algorithm.parameters().parse(given);
    int threads = Runtime.getRuntime().availableProcessors();
    for (int seed = 0; seed < fits; seed++) {
      Fitting fitting = Fitting.of(data.training(), parameters).withSeed(seed).withThreads(threads);
      long begun = System.nanoTime();
      Model model = algorithm.fit(fitting);
      double seconds = (System.nanoTime() - begun) / 1e9;
      double quality =
          algorithm.name().equals("kmeans")
              ? inertia(model, data.training())
              : area(model, data.measured());
      System.out.printf(Locale.ROOT, "%.6f %.8g%n", seconds, quality);
    }
  }

  /** The sum of squared distances to the nearest centre, the second value of each row's output. */
  private static double inertia(Model model, Dataset data) {
    float[] output = new float[model.outputs().size()];
    double sum = 0;
    for (int row = 0; row < data.rows(); row++) {
      model.predict(data.features(), row, output, 0);
      sum += (double) output[1] * output[1];
    }
    return sum;
  }

  private static double area(Model model, Dataset data) {
    float[] output = new float[model.outputs().size()];
    float[] scores = new float[data.rows()];
    for (int row = 0; row < scores.length; row++) {
      model.predict(data.features(), row, output, 0);
      scores[row] = output[0];
    }
    return Ranking.rocAuc(scores, data.labels());
  }
}
