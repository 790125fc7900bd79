package dev.sagebrush.learn.boost;

import static dev.sagebrush.learn.boost.BoostParameters.EARLY_STOPPING;
import static dev.sagebrush.learn.boost.BoostParameters.FOLDS;
import static dev.sagebrush.learn.boost.BoostParameters.OBJECTIVE;

import dev.sagebrush.learn.Algorithm;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.ParameterSpecs;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Boosting with XGBoost.
 *
 * <p>Missing values are NaN and, in a sparse matrix, what is not stored. With {@code
 * early_stopping_rounds} the model returned is that of the best round. With {@code _kfold} the
 * training and validation data are joined and one model is trained for each fold of each repeat;
 * the result is a {@link BoostEnsemble}.
 *
 * <p>When the fit is told to stop it ends with the rounds it has if {@code
 * save_model_on_termination} is true, and otherwise with a {@link
 * java.util.concurrent.CancellationException}.
 */
public final class Boost implements Algorithm {
  private static final ParameterSpecs SPECS = BoostParameters.specs();

  @Override
  public String name() {
    return "xgboost";
  }

  @Override
  public ParameterSpecs parameters() {
    return SPECS;
  }

  @Override
  public Map<String, String> example() {
    return Map.of("num_round", "10", OBJECTIVE, "binary:logistic");
  }

  @Override
  public Model fit(Fitting fitting) throws IOException {
    announce(fitting.parameters(), fitting.progress());
    check(fitting);
    if (fitting.parameters().has(FOLDS)) {
      return CrossValidation.fit(fitting);
    }
    byte[] file = new Training(fitting).run();
    return BoostModel.of(file, "the trained model");
  }

  @Override
  public Model load(Path folder) throws IOException {
    return BoostEnsemble.load(folder);
  }

  private static void announce(Parameters parameters, Progress progress) {
    BoostParameters.RETIRED.forEach((name, why) -> {
      if (parameters.given(name)) {
        progress.on(
            new Progress.Message(
                String.format(Locale.ROOT, "Parameter '%s' has no effect: %s.", name, why)));
      }
    });
    if (parameters.is(BoostParameters.TREE_METHOD, "gpu_hist")) {
      progress.on(
          new Progress.Message("There is no GPU here: tree_method hist is used for gpu_hist."));
    }
  }

  private static void check(Fitting fitting) {
    if (fitting.training().rows() == 0) {
      throw new InvalidDataException("The training data has no rows.");
    }
    if (fitting.validation() == null && fitting.parameters().has(EARLY_STOPPING)) {
      fitting
          .progress()
          .on(
              new Progress.Message(
                  "There is no validation data: early stopping watches the training data."));
    }
  }
}
