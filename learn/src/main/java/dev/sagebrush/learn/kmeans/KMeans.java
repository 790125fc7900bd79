package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.Algorithm;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.ParameterSpecs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** K-means clustering; the package tells the method. */
public final class KMeans implements Algorithm {
  static final String NAME = "kmeans";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ParameterSpecs parameters() {
    return KMeansParameters.SPECS;
  }

  @Override
  public Map<String, String> example() {
    return Map.of("k", "3", "feature_dim", "4");
  }

  @Override
  public KMeansModel fit(Fitting fitting) {
    return new KMeansFit(fitting).run();
  }

  @Override
  public KMeansModel load(Path folder) throws IOException {
    return KMeansModel.load(folder);
  }
}
