package dev.sagebrush.learn.kmeans;

import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.Measurement;
import dev.sagebrush.learn.Progress.EpochFinished;
import dev.sagebrush.learn.Progress.FinalMeasured;
import dev.sagebrush.learn.Progress.ParameterResolved;
import dev.sagebrush.learn.Progress.Phase;
import dev.sagebrush.learn.Progress.PhaseFinished;
import dev.sagebrush.learn.Progress.ShrinkAttempted;
import dev.sagebrush.learn.Progress.Shrinking;
import dev.sagebrush.learn.Progress.Shrunk;
import dev.sagebrush.learn.Progress.SplitAbsent;
import dev.sagebrush.learn.Split;
import dev.sagebrush.learn.math.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** One fit, from data to model. */
final class KMeansFit {
  private static final int FACTOR = 10;
  private static final int TRIALS = 10;

  /** Attempts that are improved on the rows themselves; as many as the reference's restarts. */
  private static final int REFINED = 3;

  /** Multiplications an attempt at the shrinking may cost before "auto" makes fewer of them. */
  private static final double SHRINK_BUDGET = 2e10;

  /** Lloyd's algorithm takes about so many iterations before it gains less than 0.01 %. */
  private static final int TYPICAL_ITERATIONS = 20;

  private final Fitting fitting;
  private final KMeansParameters parameters;
  private final Rows rows;
  private final SplittableRandom random;

  KMeansFit(Fitting fitting) {
    this.fitting = fitting;
    this.parameters = KMeansParameters.of(fitting.parameters());
    this.random = new SplittableRandom(fitting.seed());
    check(fitting.training(), Split.TRAIN);
    if (fitting.test() != null) {
      check(fitting.test(), Split.TEST);
    }
    this.rows = rowsOf(fitting.training());
    if (rows.count() < parameters.k()) {
      throw InvalidDataException.of(
          "The training data has %d rows, fewer than the %d clusters asked for.",
          rows.count(), parameters.k());
    }
  }

  private void check(Dataset data, Split split) {
    data.requireColumns(parameters.features(), split);
    data.requireFinite(split);
  }

  private Rows rowsOf(Dataset data) {
    Matrix features = data.features();
    boolean fits = (long) features.rows() * features.columns() < Integer.MAX_VALUE - 8;
    return new Rows(parameters.dense() && fits ? features.dense() : features, data.weights());
  }

  KMeansModel run() {
    try (Workers workers = new Workers("kmeans", fitting.threads())) {
      Points points = laidOut(workers);
      List<Attempt> attempts = shrink(stream(points, workers), workers);
      Centres centres =
          parameters.halfLife() == 0
              ? refine(attempts, points, workers)
              : attempts.getFirst().centres;
      measure(centres, points, workers);
      float[] values = centres.plus(rows.origin).flat();
      return new KMeansModel(fitting.provenance(KMeans.NAME), rows.columns(), values);
    }
  }

  /** Every row, in an order that has no meaning unless the caller's has. */
  private Points laidOut(Workers workers) {
    int[] order = numbers(rows.count());
    shuffle(order);
    return new Points(rows, order, parameters.batch(), workers);
  }

  private static int[] numbers(int count) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  /** Centres with the weight each has gathered. */
  private record Weighted(Centres centres, double[] counts) {}

  private Weighted stream(Points points, Workers workers) {
    long start = fitting.ticker().getAsLong();
    int most = factor() * parameters.k();
    int batch = Math.min(parameters.batch(), rows.count());
    int[] first = Arrays.copyOf(points.blocks.order(), Math.clamp(most, batch, rows.count()));
    Centres centres = new Seeding(rows).seed(parameters.init(), most, first, 1, random.split());
    Stream stream = new Stream(points, centres, parameters.halfLife(), workers);
    fitting.progress().on(new PhaseFinished(Phase.INITIALIZE, since(start)));
    int[] batches = numbers(points.blocks.batches());
    for (int epoch = 0; epoch < parameters.epochs(); epoch++) {
      long begin = fitting.ticker().getAsLong();
      if (epoch > 0) {
        shuffle(batches);
      }
      int taken = 0;
      int seen = 0;
      while (taken < batches.length && !fitting.stopping().getAsBoolean()) {
        seen += stream.take(batches[taken++]);
      }
      fitting
          .progress()
          .on(new EpochFinished(epoch, parameters.epochs(), seen, taken, since(begin)));
    }
    return new Weighted(centres, stream.counts);
  }

  /** Rows of a file are often sorted; with decay their order has a meaning and stays. */
  private void shuffle(int[] order) {
    if (parameters.halfLife() != 0) {
      return;
    }
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[other];
      order[other] = swap;
    }
  }

  private int factor() {
    int fitting = Math.max(1, rows.count() / parameters.k());
    if (parameters.factor() > 0) {
      return Math.min(parameters.factor(), fitting);
    }
    int factor = Math.min(FACTOR, fitting);
    resolved("extra_center_factor", factor);
    return factor;
  }

  private int trials(int points) {
    if (parameters.trials() > 0) {
      return parameters.trials();
    }
    double cost = (double) points * parameters.k() * parameters.features() * TYPICAL_ITERATIONS;
    int trials = (int) Math.clamp(SHRINK_BUDGET / cost, 1, TRIALS);
    resolved("local_lloyd_num_trials", trials);
    return trials;
  }

  private void resolved(String name, int value) {
    fitting.progress().on(new ParameterResolved(name, Integer.toString(value)));
  }

  /** A result of the shrinking, in the rows' coordinates, with its weighted loss. */
  private record Attempt(Centres centres, double loss) {}

  private List<Attempt> shrink(Weighted wide, Workers workers) {
    long start = fitting.ticker().getAsLong();
    int k = parameters.k();
    Rows points = gathered(wide);
    Points laid = new Points(points, numbers(points.count()), points.count(), workers);
    fitting.progress().on(new Shrinking(wide.centres.count, k));
    double total = 0;
    for (int i = 0; i < points.count(); i++) {
      total += points.weight(i);
    }
    int trials = trials(points.count());
    Attempt[] attempts = new Attempt[trials];
    SplittableRandom[] randoms = new SplittableRandom[trials];
    for (int attempt = 0; attempt < trials; attempt++) {
      randoms[attempt] = random.split();
    }
    // Several attempts run side by side, a single one shares its rows out.
    try (Workers alone = new Workers("kmeans-attempt", 1)) {
      Workers team = trials > 1 ? alone : workers;
      workers.each(
          trials, (number, worker) -> attempts[number] = attempt(laid, randoms[number], team));
    }
    for (int attempt = 0; attempt < trials; attempt++) {
      fitting.progress().on(new ShrinkAttempted(attempt, attempts[attempt].loss / total));
    }
    Arrays.sort(attempts, Comparator.comparingDouble(Attempt::loss));
    fitting.progress().on(new Shrunk(attempts[0].loss / total));
    fitting.progress().on(new PhaseFinished(Phase.FINALIZE, since(start)));
    return List.of(attempts);
  }

  private Attempt attempt(Points points, SplittableRandom own, Workers team) {
    int k = parameters.k();
    int tries = 2 + (int) Math.log(k);
    Seeding seeding = new Seeding(points.rows);
    Centres centres = seeding.seed(parameters.localInit(), k, points.blocks.order(), tries, own);
    Lloyd lloyd =
        new Lloyd(points, centres, team)
            .improve(parameters.maxIterations(), parameters.tolerance(), fitting.stopping());
    return new Attempt(centres.plus(points.rows.origin), lloyd.loss());
  }

  /** Improves the best few attempts on the rows themselves and keeps the best. */
  private Centres refine(List<Attempt> attempts, Points points, Workers workers) {
    List<Lloyd> runs = new ArrayList<>();
    for (Attempt attempt : attempts.subList(0, Math.min(REFINED, attempts.size()))) {
      runs.add(
          new Lloyd(points, attempt.centres, workers)
              .improve(
                  parameters.maxIterations(), parameters.tolerance() / 10, fitting.stopping()));
    }
    runs.sort(Comparator.comparingDouble(Lloyd::loss));
    return runs.getFirst().centres();
  }

  /** The centres that rows came to; all of them when that leaves fewer than k. */
  private Rows gathered(Weighted wide) {
    int[] used = new int[wide.counts.length];
    int count = 0;
    for (int c = 0; c < used.length; c++) {
      if (wide.counts[c] > 0) {
        used[count++] = c;
      }
    }
    boolean enough = count >= parameters.k();
    DenseMatrix centres =
        new DenseMatrix(wide.centres.count, wide.centres.columns, wide.centres.flat());
    float[] weights = new float[enough ? count : used.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (enough ? wide.counts[used[i]] : Math.max(1, wide.counts[i]));
    }
    return new Rows(enough ? centres.select(Arrays.copyOf(used, count)) : centres, weights);
  }

  private void measure(Centres centres, Points points, Workers workers) {
    report(Split.TRAIN, exactLoss(centres, points, workers), rows);
    Dataset test = fitting.test();
    if (test == null) {
      fitting.progress().on(new SplitAbsent(Split.TEST));
      return;
    }
    Rows others = rowsOf(test);
    Centres moved = centres.plus(rows.origin).minus(others.origin);
    Points measured = new Points(others, numbers(others.count()), others.count(), workers);
    report(Split.TEST, exactLoss(moved, measured, workers), others);
  }

  private static double exactLoss(Centres centres, Points points, Workers workers) {
    Assignment assignment = new Assignment(points, centres.count, workers);
    assignment.assign(centres, 0, points.blocks.count());
    return assignment.exactLoss(centres);
  }

  private void report(Split split, double ssd, Rows measured) {
    double weight = 0;
    for (int row = 0; row < measured.count(); row++) {
      weight += measured.weight(row);
    }
    for (String metric : parameters.metrics()) {
      double value = metric.equals("ssd") ? ssd : ssd / weight;
      fitting.progress().on(new FinalMeasured(Measurement.loss(split, metric, value)));
    }
  }

  private double since(long start) {
    return (fitting.ticker().getAsLong() - start) / 1e9;
  }
}
