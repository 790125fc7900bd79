package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.Constraint;
import dev.sagebrush.learn.Interval;
import dev.sagebrush.learn.ParameterSpec;
import dev.sagebrush.learn.ParameterSpecs;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.Tuning.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every parameter of {@link Boost}.
 *
 * @see <a href="https://xgboost.readthedocs.io/en/stable/parameter.html">XGBoost parameters</a>
 */
final class BoostParameters {
  static final String NUM_ROUND = "num_round";
  static final String NUM_CLASS = "num_class";
  static final String OBJECTIVE = "objective";
  static final String EVAL_METRIC = "eval_metric";
  static final String EARLY_STOPPING = "early_stopping_rounds";
  static final String TUNING_METRIC = "_tuning_objective_metric";
  static final String FOLDS = "_kfold";
  static final String REPEATS = "_num_cv_round";
  static final String KEEP_ON_STOP = "save_model_on_termination";
  static final String TREE_METHOD = "tree_method";

  /** What steers this class's callers and loop, not the native library. */
  static final Set<String> OWN =
      Set.of(
          NUM_ROUND,
          EVAL_METRIC,
          EARLY_STOPPING,
          TUNING_METRIC,
          FOLDS,
          REPEATS,
          KEEP_ON_STOP,
          "csv_weights",
          "nthread",
          "seed");

  /** Taken for the sake of old callers; XGBoost itself no longer knows them. */
  static final Map<String, String> RETIRED =
      Map.of(
          "sketch_eps", "the number of bins is set by max_bin since XGBoost 1.6",
          "dsplit", "the training data is in one place",
          "predictor", "the predictor is chosen by the device since XGBoost 2.0",
          "deterministic_histogram", "histograms are deterministic since XGBoost 2.0",
          "single_precision_histogram", "histograms have one precision since XGBoost 1.6",
          "prob_buffer_row", "the grower that used it left with XGBoost 1.0",
          "use_dask_gpu_training", "there is no GPU; the training runs in one process",
          "silent", "it became verbosity with XGBoost 1.0");

  static final List<String> OBJECTIVES =
      List.of(
          "reg:squarederror",
          "reg:linear",
          "reg:logistic",
          "reg:gamma",
          "reg:tweedie",
          "reg:pseudohubererror",
          "reg:squaredlogerror",
          "reg:absoluteerror",
          "binary:logistic",
          "binary:logitraw",
          "binary:hinge",
          "count:poisson",
          "multi:softmax",
          "multi:softprob",
          "rank:pairwise",
          "rank:ndcg",
          "rank:map",
          "survival:aft",
          "survival:cox");

  private static final Interval SHARE = Interval.openClosed(0, 1);
  private static final Interval UNIT = Interval.closed(0, 1);
  private static final Interval POSITIVE = Interval.atLeast(0);

  private BoostParameters() {}

  static ParameterSpecs specs() {
    List<ParameterSpec> all = new ArrayList<>();
    all.addAll(general());
    all.addAll(trees());
    all.addAll(otherBoosters());
    all.addAll(loop());
    return new ParameterSpecs(all, constraints());
  }

  private static List<ParameterSpec> general() {
    return List.of(
        ParameterSpec.whole(NUM_ROUND, 1, "boosting rounds")
            .mandatory()
            .tunable(1, 4000, Scale.LINEAR),
        ParameterSpec.whole(NUM_CLASS, 2, "number of classes, for multi: objectives"),
        ParameterSpec.choice(OBJECTIVE, OBJECTIVES, "the loss").withDefault("reg:squarederror"),
        ParameterSpec.choice("booster", List.of("gbtree", "gblinear", "dart"), "kind of model")
            .withDefault("gbtree"),
        ParameterSpec.real("base_score", POSITIVE, "prior; estimated from the labels if not set"),
        ParameterSpec.whole("seed", 0, "source of random draws").withDefault("0"),
        ParameterSpec.whole("nthread", 1, "threads; as many as may be used if not set"),
        ParameterSpec.whole("verbosity", 0, 3, "how much the library reports").withDefault("1"),
        ParameterSpec.real("scale_pos_weight", Interval.above(0), "weight of positive examples")
            .withDefault("1"),
        ParameterSpec.real(
                "tweedie_variance_power", Interval.open(1, 2), "variance power of reg:tweedie")
            .withDefault("1.5"),
        ParameterSpec.choice(
                "aft_loss_distribution", List.of("normal", "logistic", "extreme"), "AFT noise")
            .withDefault("normal"),
        ParameterSpec.real("aft_loss_distribution_scale", Interval.above(0), "AFT noise scale")
            .withDefault("1"));
  }

  private static List<ParameterSpec> trees() {
    return List.of(
        ParameterSpec.real("eta", UNIT, "shrinkage of each round")
            .alias("learning_rate")
            .withDefault("0.3")
            .tunable(0.1, 0.5, Scale.LINEAR),
        ParameterSpec.real("gamma", POSITIVE, "least gain of a split")
            .alias("min_split_loss")
            .withDefault("0")
            .tunable(0, 5, Scale.LINEAR),
        ParameterSpec.whole("max_depth", 0, "depth of a tree, 0 for no limit")
            .withDefault("6")
            .tunable(0, 10, Scale.LINEAR),
        ParameterSpec.real("min_child_weight", POSITIVE, "least hessian of a child")
            .withDefault("1")
            .tunable(0, 120, Scale.LINEAR),
        ParameterSpec.real("max_delta_step", POSITIVE, "largest leaf step, 0 for no limit")
            .withDefault("0")
            .tunable(0, 10, Scale.LINEAR),
        sampled("subsample", "share of rows for a round", 0.5),
        ParameterSpec.choice(
                "sampling_method", List.of("uniform", "gradient_based"), "how rows are drawn")
            .withDefault("uniform"),
        sampled("colsample_bytree", "share of columns for a tree", 0.5),
        sampled("colsample_bylevel", "share of columns for a level", 0.1),
        sampled("colsample_bynode", "share of columns for a split", 0.1),
        ParameterSpec.real("lambda", POSITIVE, "L2 penalty")
            .alias("reg_lambda")
            .tunable(0, 1000, Scale.LINEAR),
        ParameterSpec.real("alpha", POSITIVE, "L1 penalty")
            .alias("reg_alpha")
            .withDefault("0")
            .tunable(0, 1000, Scale.LINEAR),
        ParameterSpec.choice(
                TREE_METHOD, List.of("auto", "exact", "approx", "hist", "gpu_hist"), "tree grower")
            .withDefault("auto"),
        ParameterSpec.text(
            "updater", "a comma-separated list of updaters", Updaters::valid, "tree updaters"),
        ParameterSpec.choice("refresh_leaf", List.of("0", "1"), "whether refresh sets leaves")
            .withDefault("1"),
        ParameterSpec.choice("process_type", List.of("default", "update"), "grow or update trees")
            .withDefault("default"),
        ParameterSpec.choice(
                "grow_policy", List.of("depthwise", "lossguide"), "where to split next")
            .withDefault("depthwise"),
        ParameterSpec.whole("max_leaves", 0, "leaves of a tree, 0 for no limit").withDefault("0"),
        ParameterSpec.whole("max_bin", 2, "bins of a feature").withDefault("256"),
        ParameterSpec.whole("num_parallel_tree", 1, "trees of a round").withDefault("1"),
        ParameterSpec.text(
            "monotone_constraints",
            "a tuple of -1, 0 and 1 such as (1,0,-1)",
            text -> text.strip().matches("[(\\[]\\s*-?[01](\\s*,\\s*-?[01])*\\s*,?\\s*[)\\]]"),
            "direction for each feature"),
        ParameterSpec.text(
            "interaction_constraints",
            "a nested list of feature numbers such as [[0,1],[2,3]]",
            text -> text.strip().matches("\\[\\s*(\\[[\\d\\s,]*]\\s*,?\\s*)*]"),
            "features that may share a branch"));
  }

  private static ParameterSpec sampled(String name, String meaning, double low) {
    return ParameterSpec.real(name, SHARE, meaning).withDefault("1").tunable(low, 1, Scale.LINEAR);
  }

  private static List<ParameterSpec> otherBoosters() {
    return List.of(
        ParameterSpec.choice("sample_type", List.of("uniform", "weighted"), "dart: how to drop")
            .withDefault("uniform"),
        ParameterSpec.choice(
                "normalize_type", List.of("tree", "forest"), "dart: weight of new trees")
            .withDefault("tree"),
        ParameterSpec.real("rate_drop", UNIT, "dart: share of trees dropped").withDefault("0"),
        ParameterSpec.real("skip_drop", UNIT, "dart: chance to drop none").withDefault("0"),
        ParameterSpec.choice("one_drop", List.of("0", "1"), "dart: drop at least one")
            .withDefault("0"),
        ParameterSpec.real("lambda_bias", UNIT, "gblinear: L2 penalty of the bias")
            .withDefault("0"));
  }

  private static List<ParameterSpec> loop() {
    List<ParameterSpec> loop = new ArrayList<>();
    loop.add(
        ParameterSpec.text(
            EVAL_METRIC,
            "a comma-separated list of: " + String.join(", ", Metrics.names()),
            Metrics::valid,
            "metrics of each round, the last one for early stopping"));
    loop.add(ParameterSpec.whole(EARLY_STOPPING, 1, "rounds without gain after which to stop"));
    loop.add(
        ParameterSpec.choice("csv_weights", List.of("0", "1"), "whether column 1 is the weight")
            .withDefault("0"));
    loop.add(
        ParameterSpec.flag(KEEP_ON_STOP, "keep the model so far when stopped")
            .withDefault("false"));
    loop.add(ParameterSpec.whole(FOLDS, 2, "folds of cross-validation").undocumented());
    loop.add(
        ParameterSpec.whole(REPEATS, 1, "repeats of cross-validation")
            .withDefault("1")
            .undocumented());
    loop.add(
        ParameterSpec.text(
                TUNING_METRIC,
                "a metric such as validation:auc",
                text -> true,
                "what a search reads")
            .undocumented());
    RETIRED.forEach((name, why) ->
        loop.add(
            ParameterSpec.text(name, "any text", text -> true, "without effect: " + why)
                .undocumented()));
    return loop;
  }

  private static List<Constraint> constraints() {
    return List.of(
        Constraint.of(
            "Parameter 'num_class' is required for the multi: objectives.",
            values -> !multi(values) || values.has(NUM_CLASS)),
        Constraint.of(
            "Parameter 'num_class' is for the multi: objectives only.",
            values -> multi(values) || !values.has(NUM_CLASS)),
        Constraint.of(
            "Metric 'auc' in parameter 'eval_metric' is for the objectives binary:… and rank:…, and"
                + " for multi:softprob.",
            BoostParameters::aucFits),
        Constraint.of(
            "Metric 'aft-nloglik' in parameter 'eval_metric' is for the objective survival:aft only.",
            values ->
                !Metrics.of(values).contains("aft-nloglik")
                    || values.is(OBJECTIVE, "survival:aft")),
        Constraint.of(
            "Metrics of classes in parameter 'eval_metric' (accuracy, f1, precision, recall and"
                + " their kin) are for the objectives binary:…, multi:… and reg:logistic.",
            values ->
                classes(values) || Metrics.of(values).stream().noneMatch(LabelMetrics::ofClasses)),
        Constraint.of(
            "Parameter 'updater' must fit the booster: shotgun or coord_descent for gblinear, and"
                + " only then.",
            values ->
                !values.has("updater")
                    || Updaters.linear(values.word("updater")) == values.is("booster", "gblinear")),
        Constraint.of(
            "Parameter '_kfold' is not for the rank: objectives: folds would cut queries apart.",
            values -> !values.has(FOLDS) || !values.word(OBJECTIVE).startsWith("rank:")),
        Constraint.of(
            "Parameter 'base_score' must be in (0,1) for logistic loss.",
            BoostParameters::priorFits));
  }

  private static boolean multi(Parameters values) {
    return values.word(OBJECTIVE).startsWith("multi:");
  }

  private static boolean classes(Parameters values) {
    String objective = values.word(OBJECTIVE);
    return multi(values) || objective.startsWith("binary:") || objective.equals("reg:logistic");
  }

  private static boolean aucFits(Parameters values) {
    String objective = values.word(OBJECTIVE);
    return !Metrics.of(values).contains("auc")
        || objective.startsWith("binary:")
        || objective.startsWith("rank:")
        || objective.equals("multi:softprob");
  }

  private static boolean priorFits(Parameters values) {
    Objective objective = Objective.named(values.word(OBJECTIVE));
    double prior = values.realOr("base_score", 0.5);
    return objective == null
        || objective.prior() != Objective.Link.LOGISTIC
        || (prior > 0 && prior < 1);
  }
}
