package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.Constraint;
import dev.sagebrush.learn.Interval;
import dev.sagebrush.learn.ParameterSpec;
import dev.sagebrush.learn.ParameterSpecs;
import dev.sagebrush.learn.Parameters;
import dev.sagebrush.learn.Tuning.Scale;
import java.util.List;

/**
 * The parameters of k-means, typed.
 *
 * @param features columns of the data
 * @param k centres asked for
 * @param factor extra centres while streaming; 0 for auto
 * @param trials starts of the shrinking; 0 for auto
 */
record KMeansParameters(
    int features,
    int k,
    int epochs,
    int batch,
    String init,
    int factor,
    int halfLife,
    String localInit,
    int maxIterations,
    int trials,
    double tolerance,
    List<String> metrics,
    boolean dense) {

  private static final List<String> STARTS = List.of("random", "kmeans++");

  static final ParameterSpecs SPECS =
      new ParameterSpecs(
          List.of(
              ParameterSpec.whole("feature_dim", 1, "columns of the data").mandatory(),
              ParameterSpec.whole("k", 2, "clusters").mandatory(),
              ParameterSpec.whole("epochs", 1, "passes over the data")
                  .withDefault("1")
                  .tunable(1, 10, Scale.LINEAR),
              ParameterSpec.whole("mini_batch_size", 1, "rows to a mini-batch")
                  .withDefault("5000")
                  .tunable(3000, 15000, Scale.LINEAR),
              ParameterSpec.choice("init_method", STARTS, "how the first centres are chosen")
                  .withDefault("random")
                  .tunable("kmeans++", "random"),
              ParameterSpec.whole("extra_center_factor", 1, "centres kept for each one asked for")
                  .or("auto")
                  .withDefault("auto")
                  .tunable(4, 10, Scale.LINEAR),
              ParameterSpec.whole(
                      "half_life_time_size", 0, "rows after which a row counts half; 0 for never")
                  .withDefault("0"),
              ParameterSpec.choice("local_lloyd_init_method", STARTS, "start of the shrinking")
                  .withDefault("kmeans++"),
              ParameterSpec.whole("local_lloyd_max_iter", 1, "most iterations of the shrinking")
                  .withDefault("300"),
              ParameterSpec.whole("local_lloyd_num_trials", 1, "attempts at the shrinking")
                  .or("auto")
                  .withDefault("auto"),
              ParameterSpec.real(
                      "local_lloyd_tol",
                      Interval.closed(0, 1),
                      "relative gain that ends an attempt")
                  .withDefault("0.0001"),
              ParameterSpec.choices("eval_metrics", List.of("msd", "ssd"), "what to measure")
                  .withDefault("[\"msd\"]"),
              ParameterSpec.flag("force_dense", "write the zeros of sparse data out")
                  .withDefault("true")
                  .undocumented()),
          List.of(
              Constraint.of(
                  "Parameters 'k' and 'feature_dim' together need more memory than an array holds.",
                  values -> (long) values.whole("k") * values.whole("feature_dim") < 1L << 30)));

  static KMeansParameters of(Parameters values) {
    return new KMeansParameters(
        values.whole("feature_dim"),
        values.whole("k"),
        values.whole("epochs"),
        values.whole("mini_batch_size"),
        values.word("init_method"),
        values.wholeOr("extra_center_factor", 0),
        values.whole("half_life_time_size"),
        values.word("local_lloyd_init_method"),
        values.whole("local_lloyd_max_iter"),
        values.wholeOr("local_lloyd_num_trials", 0),
        values.real("local_lloyd_tol"),
        values.words("eval_metrics"),
        values.flag("force_dense"));
  }
}
