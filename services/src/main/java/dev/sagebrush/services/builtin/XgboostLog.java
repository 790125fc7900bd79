package dev.sagebrush.services.builtin;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.learn.Measurement;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The log of XGBoost's container. Between a round's metrics stands {@code #011}: what CloudWatch
 * makes of the TAB that the container writes, and what the published regexes look for.
 */
final class XgboostLog implements TrainingLog {

  private static final String TAB = "#011";

  private final PrintStream out;
  private final Clock clock;
  private final List<Measurement> finals = new ArrayList<>();
  private int rounds;

  XgboostLog(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void begin(Map<String, String> defaults, Map<String, String> given) {
    info("Running XGBoost Sagemaker in algorithm mode");
    info("Single node training.");
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case RoundFinished round -> {
        rounds = round.rounds();
        line(round.round(), round.measurements());
      }
      case Message message -> info(message.text());
      case StoppedEarly stopped ->
          info("Stopping after round " + stopped.epoch() + ": " + stopped.reason());
      case FinalMeasured last -> finals.add(last.measurement());
      case CheckpointSaved saved -> info("Saved checkpoint " + saved.file());
      default -> {
        return;
      }
    }
  }

  @Override
  public void info(String text) {
    prefixed("INFO", text);
  }

  @Override
  public void error(String text) {
    prefixed("ERROR", text);
  }

  @Override
  public void end() {
    if (!finals.isEmpty()) {
      line(rounds, finals);
    }
  }

  private void prefixed(String level, String text) {
    StringBuilder line = new StringBuilder("[");
    ZonedDateTime now = clock.now().atZone(ZoneOffset.UTC);
    line.append(now.getYear()).append('-');
    two(line, now.getMonthValue()).append('-');
    two(line, now.getDayOfMonth()).append(':');
    two(line, now.getHour()).append(':');
    two(line, now.getMinute()).append(':');
    two(line, now.getSecond()).append(':');
    out.println(line.append(level).append("] ").append(text));
    out.flush();
  }

  static StringBuilder two(StringBuilder line, int number) {
    return line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private void line(int round, List<Measurement> measurements) {
    StringBuilder line = new StringBuilder("[").append(round).append(']');
    for (Measurement each : measurements) {
      line.append(TAB).append(each.split()).append('-').append(each.metric()).append(':');
      double value = each.value();
      line.append(
          Double.isFinite(value)
              ? new BigDecimal(value).setScale(5, RoundingMode.HALF_EVEN).toPlainString()
              : Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
    }
    out.println(line);
    out.flush();
  }
}
