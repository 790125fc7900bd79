package dev.sagebrush.services.builtin;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.learn.Measurement;
import dev.sagebrush.learn.Split;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The log that the containers of Amazon's own algorithms write. */
final class FirstPartyLog implements TrainingLog {

  private static final int LONGEST_ARRAY = 200;

  private final PrintStream out;
  private final Clock clock;
  private final String host;
  private final MetricsLine metrics;
  private final long start = System.nanoTime();
  private boolean complete;

  FirstPartyLog(PrintStream out, Clock clock, String host, String dimension) {
    this.out = out;
    this.clock = clock;
    this.host = host;
    this.metrics = new MetricsLine(out, clock, host, dimension);
  }

  @Override
  public void begin(Map<String, String> defaults, Map<String, String> given) {
    out.println("Docker entrypoint called with argument(s): train");
    out.println("Running default environment configuration script");
    info("Reading default configuration from default-input.json: " + JsonText.object(defaults));
    info(
        "Merging with provided configuration from /opt/ml/input/config/hyperparameters.json: "
            + JsonText.object(given));
    Map<String, String> merged = new TreeMap<>(defaults);
    merged.putAll(given);
    info("Final configuration: " + JsonText.object(merged));
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Message message -> info(message.text());
      case ParameterResolved one ->
          info("'" + one.name() + "' was set to 'auto', evaluated to " + one.value() + ".");
      case PhaseFinished phase -> metrics.phase(phase);
      case ScalerFitted scaler -> scaler(scaler);
      case BatchMeasured batch ->
          quality("epoch=" + batch.epoch() + ", batch=" + batch.batch() + " ", batch.measurement());
      case EpochMeasured epoch -> quality("epoch=" + epoch.epoch() + ", ", epoch.measurement());
      case ModelMeasured model -> metrics.model(model);
      case EpochFinished epoch -> epoch(epoch);
      case RoundFinished round -> round.measurements().forEach(each -> quality("", each));
      case CriterionMeasured criterion -> criterion(criterion);
      case StoppedEarly stopped -> {
        info("Early stop condition met. Stopping training. (" + stopped.reason() + ")");
        progress("100");
      }
      case Shrinking shrinking ->
          info("shrinking " + shrinking.from() + " centers into " + shrinking.to());
      case ShrinkAttempted attempt ->
          info(
              "local kmeans attempt #"
                  + attempt.attempt()
                  + ". Current mean square distance "
                  + String.format(Locale.ROOT, "%.6f", attempt.meanSquareDistance()));
      case Shrunk shrunk ->
          info(
              "finished shrinking process. Mean Square Distance = "
                  + MetricsLine.number(shrunk.meanSquareDistance()));
      case BestModelFound best ->
          info(
              "Best model found for hyperparameters: "
                  + JsonText.object(new TreeMap<>(best.settings())));
      case CheckpointSaved saved -> info("Saved checkpoint to \"" + saved.file() + "\"");
      case FinalMeasured last -> last(last.measurement());
      case SplitAbsent absent -> info(title(absent.split()) + " data is not provided.");
    }
    out.flush();
  }

  private static String title(Split split) {
    String word = split.toString();
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private void epoch(EpochFinished epoch) {
    metrics.epoch(epoch);
    boolean last = epoch.epoch() + 1 == epoch.epochs();
    int percent = 100 * (epoch.epoch() + 1) / epoch.epochs();
    progress(Integer.toString(percent));
    complete = last;
    double rate = epoch.seconds() > 0 ? epoch.records() / epoch.seconds() : 0;
    info(
        "#throughput_metric: host="
            + host
            + ", train throughput="
            + MetricsLine.number(rate)
            + " records/second");
  }

  private void progress(String percent) {
    info("#progress_metric: host=" + host + ", completed " + percent + " % of epochs");
    complete = percent.equals("100");
  }

  private void criterion(CriterionMeasured criterion) {
    info(
        "#early_stopping_criteria_metric: host="
            + host
            + ", epoch="
            + criterion.epoch()
            + ", criteria="
            + criterion.criterion()
            + ", value="
            + MetricsLine.number(criterion.value()));
    if (criterion.improved()) {
      info("Epoch " + criterion.epoch() + ": Loss improved. Updating best model");
    }
  }

  private void last(Measurement measurement) {
    info(
        "#"
            + measurement.split()
            + "_score ("
            + host
            + ") : ('"
            + measurement.metric()
            + "', "
            + MetricsLine.number(measurement.value())
            + ")");
    quality("", measurement);
  }

  private void quality(String when, Measurement measurement) {
    info(
        "#quality_metric: host="
            + host
            + ", "
            + when
            + measurement.split()
            + " "
            + measurement.metric()
            + (measurement.larger() ? " <score>=" : " <loss>=")
            + MetricsLine.number(measurement.value()));
  }

  private void scaler(ScalerFitted scaler) {
    info(
        "Scaling model computed with parameters: {'stdev_label': "
            + MetricsLine.number(scaler.labelDeviation())
            + ", 'stdev_weight': "
            + array(scaler.deviation())
            + ", 'mean_label': "
            + MetricsLine.number(scaler.labelMean())
            + ", 'mean_weight': "
            + array(scaler.mean())
            + "} from "
            + scaler.rows()
            + " rows");
  }

  private static String array(float[] values) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < Math.min(values.length, LONGEST_ARRAY); i++) {
      text.append(i == 0 ? "" : " ").append(values[i]);
    }
    return text.append(values.length > LONGEST_ARRAY ? " ...]" : "]").toString();
  }

  @Override
  public void info(String text) {
    prefixed("INFO", text);
  }

  @Override
  public void error(String text) {
    prefixed("ERROR", text);
  }

  private void prefixed(String level, String text) {
    ZonedDateTime now = clock.now().atZone(ZoneOffset.UTC);
    StringBuilder line = new StringBuilder("[");
    XgboostLog.two(line, now.getMonthValue()).append('/');
    XgboostLog.two(line, now.getDayOfMonth()).append('/').append(now.getYear()).append(' ');
    XgboostLog.two(line, now.getHour()).append(':');
    XgboostLog.two(line, now.getMinute()).append(':');
    XgboostLog.two(line, now.getSecond()).append(' ').append(level).append(' ');
    line.append(ProcessHandle.current().pid()).append("] ").append(text);
    out.println(line);
    out.flush();
  }

  @Override
  public void end() {
    if (!complete) {
      progress("100");
    }
    metrics.total((System.nanoTime() - start) / 1e6);
    out.flush();
  }
}
