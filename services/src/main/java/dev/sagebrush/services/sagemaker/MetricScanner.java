package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.sagemaker.MetricData;
import dev.sagebrush.model.sagemaker.MetricDefinition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the metrics of a job from its log. */
final class MetricScanner {

  private static final Logger LOG = LoggerFactory.getLogger(MetricScanner.class);

  /**
   * What a captured text must begin with. What follows is left out: {@code (\S+)} takes all of
   * {@code 0.98#011validation-logloss:0.21}, the separator being no white space.
   */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

  private final Clock clock;
  private final Map<String, Pattern> patterns = new LinkedHashMap<>();
  private final Map<String, MetricData> last = new LinkedHashMap<>();
  private List<MetricData> fresh = new ArrayList<>();

  /**
   * A scanner.
   *
   * @param definitions whose expressions Java can compile, see {@link #check}
   */
  MetricScanner(Clock clock, List<MetricDefinition> definitions) {
    this.clock = clock;
    for (MetricDefinition definition : definitions) {
      patterns.put(definition.name(), Pattern.compile(definition.regex()));
    }
  }

  /** Reads a line. */
  synchronized void scan(String line) {
    patterns.forEach((name, pattern) -> {
      Matcher matcher = pattern.matcher(line);
      while (matcher.find()) {
        if (matcher.groupCount() > 0 && matcher.group(1) != null) {
          found(name, matcher.group(1));
        }
      }
    });
  }

  private void found(String name, String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.lookingAt()) {
      LOG.debug("metric {} is not a number: {}", name, text);
      return;
    }
    float value = Float.parseFloat(number.group());
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    MetricData metric = MetricData.builder().metricName(name).timestamp(now).value(value).build();
    last.put(name, metric);
    fresh.add(metric);
  }

  /** The latest value of each metric that was found. */
  synchronized List<MetricData> latest() {
    return List.copyOf(last.values());
  }

  /** The values found since this was last asked. */
  synchronized List<MetricData> take() {
    List<MetricData> taken = fresh;
    fresh = new ArrayList<>();
    return taken;
  }
}
