package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Algorithm;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.ParameterSpecs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Linear models; the package tells the method. */
public final class LinearLearner implements Algorithm {
  static final String NAME = "linear";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ParameterSpecs parameters() {
    return LinearSpecs.SPECS;
  }

  @Override
  public Map<String, String> example() {
    return Map.of("predictor_type", "binary_classifier");
  }

  @Override
  public LinearModel fit(Fitting fitting) throws IOException {
    return new LinearFit(fitting).run();
  }

  @Override
  public LinearModel load(Path folder) throws IOException {
    return LinearModel.load(folder);
  }
}
