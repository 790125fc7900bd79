package dev.sagebrush.bench.fit;

import dev.sagebrush.bench.Benchmark;
import dev.sagebrush.bench.Finding;
import dev.sagebrush.bench.Python;
import dev.sagebrush.bench.SharedFolder;
import dev.sagebrush.bench.SkippedException;
import dev.sagebrush.bench.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * An algorithm of the learn library against scikit-learn on the same rows, both told nothing but
 * what they must be told. Each side runs in processes of its own, by turns; the first fit of a
 * process is cold, the others warm. Cold for us means a JVM as a training job's: with an AOT cache
 * that was made by fits on other rows, and nothing compiled. Cold for scikit-learn means that its
 * modules are imported and its rows are read, and nothing was fitted.
 */
public final class FitBenchmark implements Benchmark {

  private static final String THEM = "scikit-learn";
  private static final int WARM = 3;

  private final String name;
  private final String about;
  private final List<Case> cases;

  /**
   * One comparison.
   *
   * @param data which rows, as prepare.py names them
   * @param ours the algorithm and what it is told
   * @param theirs the method of fit.py and what it is told
   * @param inertia whether the quality is inertia, of which less is better, and not an area
   * @param called how the table says it
   */
  private record Case(
      String data, List<String> ours, List<String> theirs, boolean inertia, String called) {}

  private FitBenchmark(String name, String about, List<Case> cases) {
    this.name = name;
    this.about = about;
    this.cases = cases;
  }

  /** Clusters of images and of letters. */
  public static FitBenchmark kMeans() {
    return new FitBenchmark(
        "kmeans",
        "k-means fits against scikit-learn's KMeans (k-means++, best of 3), at equal inertia",
        List.of(clusters("mnist", 10, 784), clusters("letter", 26, 16)));
  }

  private static Case clusters(String data, int k, int columns) {
    return new Case(
        data,
        List.of("kmeans", "k=" + k, "feature_dim=" + columns),
        List.of("kmeans", "" + k),
        true,
        data + ", k=" + k);
  }

  /** Two tables, with 32 models side by side as by default, and with one. */
  public static FitBenchmark linearLearner() {
    List<Case> cases = new ArrayList<>();
    for (String data : List.of("bank", "adult")) {
      cases.add(classes(data, data + ", defaults", List.of()));
      cases.add(classes(data, data + ", num_models=1", List.of("num_models=1")));
    }
    return new FitBenchmark(
        "linear-learner",
        "linear learner fits against scikit-learn's StandardScaler + SGDClassifier(log_loss)",
        cases);
  }

  private static Case classes(String data, String called, List<String> told) {
    List<String> ours = new ArrayList<>(List.of("linear", "predictor_type=binary_classifier"));
    ours.addAll(told);
    return new Case(data, ours, List.of("sgd"), false, called);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public void run(Workplace place, Consumer<Finding> found) throws Exception {
    Python python = Python.with("sklearn");
    Path shared = SharedFolder.data(place.root());
    for (Case each : cases) {
      Path file = place.folder().resolve(each.data());
      if (!file.toFile().exists()) {
        python.run("prepare.py", shared.toString(), each.data(), file.toString());
      }
    }
    for (Case each : cases) {
      Path file = place.folder().resolve(each.data());
      Path cache = place.folder().resolve(each.data() + ".aot");
      if (!cache.toFile().exists()) {
        Case other =
            cases.stream()
                .filter(some -> !some.data().equals(each.data()))
                .findFirst()
                .orElseThrow();
        Path rows = place.folder().resolve(other.data());
        OwnFit.record(other.ours().getFirst(), rows, told(other), cache);
      }
      compare(place, python, each, file, cache, found);
    }
  }

  private static List<String> told(Case each) {
    return each.ours().subList(1, each.ours().size());
  }

  private static void compare(
      Workplace place, Python python, Case each, Path file, Path cache, Consumer<Finding> found)
      throws IOException, InterruptedException, SkippedException {
    Fits ours = new Fits();
    Fits theirs = new Fits();
    for (int round = 0; round < place.rounds(); round++) {
      ours.add(OwnFit.fits(each.ours().getFirst(), file, 1 + WARM, told(each), cache));
      theirs.add(theirFits(python, each, file));
    }
    Finding.Goal asFast = new Finding.Goal.TimesBetter(1);
    found.accept(
        Finding.times(each.called() + ", warm", "s", ours.warm(), THEM, theirs.warm(), asFast));
    found.accept(
        Finding.times(each.called() + ", cold", "s", ours.cold(), THEM, theirs.cold(), asFast));
    double[] ourQuality = ours.quality();
    double[] theirQuality = theirs.quality();
    found.accept(
        each.inertia()
            ? Finding.times(
                each.called() + ", inertia",
                "",
                ourQuality,
                THEM,
                theirQuality,
                new Finding.Goal.TimesBetter(0.99))
            : Finding.rates(
                each.called() + ", AUC",
                "",
                ourQuality,
                THEM,
                theirQuality,
                new Finding.Goal.TimesBetter(1)));
  }

  private static List<String> theirFits(Python python, Case each, Path file)
      throws IOException, InterruptedException {
    List<String> told = new ArrayList<>();
    told.addAll(List.of(each.theirs().getFirst(), file.toString(), String.valueOf(1 + WARM)));
    told.addAll(each.theirs().subList(1, each.theirs().size()));
    return python.run("fit.py", told.toArray(String[]::new));
  }

  /** What the processes of one side printed. */
  private static final class Fits {

    private final List<Double> cold = new ArrayList<>();
    private final List<Double> warm = new ArrayList<>();
    private final List<Double> quality = new ArrayList<>();

    void add(List<String> lines) {
      for (int fit = 0; fit < lines.size(); fit++) {
        double[] words =
            Arrays.stream(lines.get(fit).split(" ")).mapToDouble(Double::parseDouble).toArray();
        (fit == 0 ? cold : warm).add(words[0]);
        quality.add(words[1]);
      }
    }

    double[] cold() {
      return values(cold);
    }

    double[] warm() {
      return values(warm);
    }

    double[] quality() {
      return values(quality);
    }

    private static double[] values(List<Double> list) {
      return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
