package dev.sagebrush.services.builtin;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.learn.Progress.EpochFinished;
import dev.sagebrush.learn.Progress.ModelMeasured;
import dev.sagebrush.learn.Progress.PhaseFinished;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes {@code #metrics} lines: counters as JSON. Times are in milliseconds. */
final class MetricsLine {

  private final PrintStream out;
  private final Clock clock;
  private final String host;
  private final String algorithm;
  private long records;
  private long batches;
  private long mostRecords;
  private int mostBatches;

  MetricsLine(PrintStream out, Clock clock, String host, String algorithm) {
    this.out = out;
    this.clock = clock;
    this.host = host;
    this.algorithm = algorithm;
  }

  /** A number as Python's JSON writes it. */
  static String number(double value) {
    Answer text = new Answer();
    text.json(value);
    String written = text.toString();
    return written.equals("NaN") ? "nan" : written;
  }

  void phase(PhaseFinished phase) {
    String name =
        switch (phase.phase()) {
          case INITIALIZE -> "initialize.time";
          case FINALIZE -> "finalize.time";
          case SERIALIZE -> "model.serialize.time";
        };
    write(phase.seconds(), "", Map.of(name, phase.seconds() * 1e3));
  }

  void model(ModelMeasured model) {
    write(
        0,
        ", \"epoch\": " + model.epoch() + ", \"model\": " + model.model(),
        Map.of(
            model.measurement().split() + "_" + model.measurement().metric(),
            model.measurement().value()));
  }

  void epoch(EpochFinished epoch) {
    records += epoch.records();
    batches += epoch.batches();
    mostRecords = Math.max(mostRecords, epoch.records());
    mostBatches = Math.max(mostBatches, epoch.batches());
    Map<String, Double> counters = new LinkedHashMap<>();
    counters.put("Total Records Seen", (double) records);
    counters.put("Total Batches Seen", (double) batches);
    counters.put("Max Records Seen Between Resets", (double) mostRecords);
    counters.put("Max Batches Seen Between Resets", (double) mostBatches);
    counters.put("Reset Count", epoch.epoch() + 1.0);
    counters.put("Number of Records Since Last Reset", (double) epoch.records());
    counters.put("Number of Batches Since Last Reset", (double) epoch.batches());
    String where = ", \"epoch\": " + epoch.epoch() + ", \"Meta\": \"training_data_iter\"";
    write(epoch.seconds(), where, counters);
    write(epoch.seconds(), "", Map.of("update.time", epoch.seconds() * 1e3));
  }

  void total(double milliseconds) {
    write(milliseconds / 1e3, "", Map.of("totaltime", milliseconds));
  }

  private void write(double seconds, String dimensions, Map<String, Double> counters) {
    Instant now = clock.now();
    double end = now.getEpochSecond() + now.getNano() / 1e9;
    Answer line = new Answer();
    line.add("#metrics {\"StartTime\": ").real(end - seconds);
    line.add(", \"EndTime\": ").real(end);
    line.add(", \"Dimensions\": {\"Algorithm\": \"").add(algorithm).add("\", \"Host\": \"");
    line.add(JsonText.escaped(host)).add("\", \"Operation\": \"training\"").add(dimensions);
    line.add("}, \"Metrics\": {");
    boolean first = true;
    for (Map.Entry<String, Double> counter : counters.entrySet()) {
      line.add(first ? "\"" : ", \"").add(counter.getKey()).add("\": {\"sum\": ");
      line.json(counter.getValue()).add(", \"count\": 1, \"min\": ").json(counter.getValue());
      line.add(", \"max\": ").json(counter.getValue()).add("}");
      first = false;
    }
    out.println(line.add("}}"));
  }
}
