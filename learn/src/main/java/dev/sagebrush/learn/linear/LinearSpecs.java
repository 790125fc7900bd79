package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Constraint;
import dev.sagebrush.learn.Interval;
import dev.sagebrush.learn.ParameterSpec;
import dev.sagebrush.learn.ParameterSpecs;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.Tuning.Scale;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The parameters of linear models. */
final class LinearSpecs {
  private static final Interval MOMENT = Interval.closedOpen(0, 1);
  private static final Interval POSITIVE = Interval.above(0);
  private static final Interval UNSIGNED = Interval.atLeast(0);

  private static final Map<String, List<String>> LOSSES =
      Map.of(
          "regressor",
          List.of(
              "auto",
              "squared_loss",
              "absolute_loss",
              "eps_insensitive_squared_loss",
              "eps_insensitive_absolute_loss",
              "quantile_loss",
              "huber_loss"),
          "binary_classifier",
          List.of("auto", "logistic", "hinge_loss"),
          "multiclass_classifier",
          List.of("auto", "softmax_loss"));

  static final ParameterSpecs SPECS =
      new ParameterSpecs(
          Stream.of(task(), descent(), scaling(), models(), losses())
              .flatMap(List::stream)
              .toList(),
          List.of(
              new Constraint(
                  values -> losses(values).contains(values.word("loss")),
                  values ->
                      "Parameter 'loss' has value '%s', but with predictor_type '%s' must be one of: %s."
                          .replaceFirst("%s", values.word("loss"))
                          .replaceFirst("%s", values.word("predictor_type"))
                          .replaceFirst("%s", String.join(", ", losses(values)))),
              Constraint.of(
                  "Parameter 'num_classes' is required with predictor_type"
                      + " 'multiclass_classifier': it must be an integer in [3, 1000000].",
                  values ->
                      !values.is("predictor_type", "multiclass_classifier")
                          || values.whole("num_classes") >= 3),
              Constraint.of(
                  "Parameter 'num_classes' needs predictor_type 'multiclass_classifier'.",
                  values ->
                      values.is("predictor_type", "multiclass_classifier")
                          || values.whole("num_classes") <= 2)));

  private LinearSpecs() {}

  private static List<String> losses(Parameters values) {
    return Objects.requireNonNull(LOSSES.get(values.word("predictor_type")));
  }

  private static ParameterSpec auto(String name, Interval interval, String meaning) {
    return ParameterSpec.real(name, interval, meaning).or("auto").withDefault("auto");
  }

  private static ParameterSpec autoWhole(String name, String meaning) {
    return ParameterSpec.whole(name, 1, meaning).or("auto").withDefault("auto");
  }

  private static List<ParameterSpec> task() {
    return List.of(
        ParameterSpec.choice(
                "predictor_type",
                List.of("binary_classifier", "multiclass_classifier", "regressor"),
                "what to predict")
            .mandatory(),
        ParameterSpec.whole("num_classes", 1, 1_000_000, "classes of a multiclass classifier")
            .withDefault("1"),
        autoWhole("feature_dim", "columns of the data"),
        ParameterSpec.whole("epochs", 1, "most passes over the data").withDefault("15"),
        ParameterSpec.whole("mini_batch_size", 1, "rows to a mini-batch")
            .withDefault("1000")
            .tunable(100, 5000, Scale.LINEAR),
        ParameterSpec.choice(
                "loss",
                Stream.concat(Stream.of("auto"), LOSSES.values().stream().flatMap(List::stream))
                    .distinct()
                    .sorted()
                    .toList(),
                "what to make small")
            .withDefault("auto"));
  }

  private static List<ParameterSpec> descent() {
    return List.of(
        ParameterSpec.choice(
                "optimizer", List.of("auto", "adam", "sgd", "rmsprop"), "the descent method")
            .withDefault("auto"),
        auto("learning_rate", POSITIVE, "step size").tunable(1e-5, 1, Scale.LOGARITHMIC),
        auto("wd", UNSIGNED, "weight of the L2 penalty").tunable(1e-7, 1, Scale.LOGARITHMIC),
        auto("l1", UNSIGNED, "weight of the L1 penalty").tunable(1e-7, 1, Scale.LOGARITHMIC),
        auto("momentum", MOMENT, "momentum of sgd"),
        auto("beta_1", MOMENT, "decay of adam's first moment"),
        auto("beta_2", MOMENT, "decay of adam's second moment"),
        auto("bias_lr_mult", POSITIVE, "the intercept's step size, as a multiple"),
        auto("bias_wd_mult", UNSIGNED, "the intercept's L2 penalty, as a multiple"),
        ParameterSpec.flag("use_bias", "whether there is an intercept")
            .withDefault("true")
            .tunable("True", "False"),
        ParameterSpec.flag("use_lr_scheduler", "whether the step size decays").withDefault("true"),
        autoWhole("lr_scheduler_step", "mini-batches between decays"),
        auto("lr_scheduler_factor", Interval.open(0, 1), "what a decay multiplies by"),
        auto("lr_scheduler_minimum_lr", POSITIVE, "the least step size"));
  }

  private static List<ParameterSpec> scaling() {
    return List.of(
        ParameterSpec.flag("normalize_data", "scale features to deviation 1")
            .or("auto")
            .withDefault("true"),
        ParameterSpec.flag("normalize_label", "scale the label to deviation 1 (regression)")
            .or("auto")
            .withDefault("auto"),
        ParameterSpec.flag("unbias_data", "move the features' means to 0")
            .or("auto")
            .withDefault("auto"),
        ParameterSpec.flag("unbias_label", "move the label's mean to 0 (regression)")
            .or("auto")
            .withDefault("auto"),
        ParameterSpec.whole(
                "num_point_for_scaler", 1, "rows that means and deviations are taken of")
            .withDefault("10000"));
  }

  private static List<ParameterSpec> models() {
    return List.of(
        autoWhole("num_models", "models trained side by side"),
        autoWhole("num_calibration_samples", "rows the decision threshold is taken of"),
        ParameterSpec.choice("init_method", List.of("uniform", "normal"), "how weights start")
            .withDefault("uniform"),
        ParameterSpec.real("init_scale", POSITIVE, "uniform starts lie in ± this")
            .withDefault("0.07"),
        ParameterSpec.real("init_sigma", POSITIVE, "deviation of normal starts")
            .withDefault("0.01"),
        ParameterSpec.real("init_bias", Interval.all(), "where the intercept starts")
            .withDefault("0"),
        ParameterSpec.whole("early_stopping_patience", 1, "epochs without gain that end the fit")
            .withDefault("3"),
        ParameterSpec.real("early_stopping_tolerance", POSITIVE, "relative gain that counts as one")
            .withDefault("0.001"),
        ParameterSpec.text(
                "_tuning_objective_metric", "a metric's name", text -> true, "set by a search")
            .undocumented());
  }

  private static List<ParameterSpec> losses() {
    return List.of(
        ParameterSpec.real("positive_example_weight_mult", POSITIVE, "weight of the label 1")
            .or("balanced", "auto")
            .withDefault("1.0")
            .tunable(1e-5, 1e5, Scale.LOGARITHMIC),
        ParameterSpec.flag("balance_multiclass_weights", "make classes weigh the same")
            .withDefault("false"),
        ParameterSpec.choice(
                "binary_classifier_model_selection_criteria",
                List.of(
                    "accuracy",
                    "f_beta",
                    "f1",
                    "precision_at_target_recall",
                    "recall_at_target_precision",
                    "loss_function",
                    "cross_entropy_loss"),
                "what the best model and threshold are best at")
            .withDefault("accuracy"),
        ParameterSpec.real("target_precision", Interval.open(0, 1), "precision to hold")
            .withDefault("0.8"),
        ParameterSpec.real("target_recall", Interval.open(0, 1), "recall to hold")
            .withDefault("0.8"),
        ParameterSpec.real("f_beta", POSITIVE, "how much more recall counts than precision")
            .withDefault("1.0"),
        ParameterSpec.whole("accuracy_top_k", 1, "places that count as right").withDefault("3"),
        ParameterSpec.real("margin", UNSIGNED, "margin of hinge_loss").withDefault("1.0"),
        ParameterSpec.real("quantile", Interval.open(0, 1), "quantile of quantile_loss")
            .withDefault("0.5"),
        ParameterSpec.real("loss_insensitivity", POSITIVE, "errors up to this cost nothing")
            .withDefault("0.01"),
        ParameterSpec.real("huber_delta", UNSIGNED, "errors beyond this cost linearly")
            .withDefault("1.0"));
  }
}
