package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.s3.FilterRule;
import dev.sagebrush.model.s3.LambdaFunctionConfiguration;
import dev.sagebrush.model.s3.NotificationConfiguration;
import dev.sagebrush.model.s3.NotificationConfigurationFilter;
import dev.sagebrush.model.s3.QueueConfiguration;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.TopicConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a notification configuration may ask for.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html">
 * Configuring event notifications using object key name filtering</a>.
 *
 * @param arn who is told
 * @param events of which kinds, such as {@code s3:ObjectCreated:*}
 * @param prefix what keys begin with
 * @param suffix what keys end with
 */
record NotificationTargets(String arn, List<String> events, String prefix, String suffix) {

  /**
   * Refuses what AWS refuses.
   *
   * @throws ServiceException {@code InvalidArgument}, {@code MalformedXML}
   */
  static void check(NotificationConfiguration configuration) {
    List<NotificationTargets> targets = new ArrayList<>();
    if (configuration.topicConfigurations() != null) {
      for (TopicConfiguration each : configuration.topicConfigurations()) {
        targets.add(of(each.topicArn(), "sns", each.events(), each.filter()));
      }
    }
    if (configuration.queueConfigurations() != null) {
      for (QueueConfiguration each : configuration.queueConfigurations()) {
        targets.add(of(each.queueArn(), "sqs", each.events(), each.filter()));
      }
    }
    if (configuration.lambdaFunctionConfigurations() != null) {
      for (LambdaFunctionConfiguration each : configuration.lambdaFunctionConfigurations()) {
        targets.add(of(each.lambdaFunctionArn(), "lambda", each.events(), each.filter()));
      }
    }
    for (int i = 0; i < targets.size(); i++) {
      for (NotificationTargets other : targets.subList(0, i)) {
        if (targets.get(i).overlaps(other)) {
          throw Failures.invalidArgument(
              "Configurations overlap. Configurations on the same bucket cannot share a common"
                  + " event type.",
              "NotificationConfiguration",
              targets.get(i).arn());
        }
      }
    }
  }

  private static NotificationTargets of(
      @Nullable String arn,
      String service,
      @Nullable List<String> events,
      @Nullable NotificationConfigurationFilter filter) {
    if (arn == null || events == null || events.isEmpty()) {
      throw Failures.malformedXml();
    }
    String[] parts = arn.split(":", 6);
    if (parts.length < 6 || !parts[0].equals("arn") || !parts[2].equals(service)) {
      throw Failures.invalidArgument("The ARN could not be parsed", "ARN", arn);
    }
    List<String> known = shapeOfEvents().enumValues();
    for (String event : events) {
      if (!known.contains(event)) {
        throw Failures.invalidArgument(
            "A specified event is not supported for notifications.", "Event", event);
      }
    }
    String prefix = null;
    String suffix = null;
    for (FilterRule rule : rules(filter)) {
      String name = rule.name() == null ? "" : rule.name().toLowerCase(Locale.ROOT);
      String value = rule.value() == null ? "" : rule.value();
      switch (name) {
        case "prefix" -> prefix = once(prefix, name, value);
        case "suffix" -> suffix = once(suffix, name, value);
        default ->
            throw Failures.invalidArgument(
                "filter rule name must be either prefix or suffix", "FilterRule.Name", name);
      }
    }
    return new NotificationTargets(
        arn, List.copyOf(events), prefix == null ? "" : prefix, suffix == null ? "" : suffix);
  }

  private static List<FilterRule> rules(@Nullable NotificationConfigurationFilter filter) {
    if (filter == null || filter.key() == null || filter.key().filterRules() == null) {
      return List.of();
    }
    return filter.key().filterRules();
  }

  private static Shape shapeOfEvents() {
    return S3Api.API.shape("Event");
  }

  private static String once(@Nullable String before, String name, String value) {
    if (before != null) {
      throw Failures.invalidArgument(
          "Cannot specify more than one " + name + " rule in a filter.", "FilterRule.Name", name);
    }
    return value;
  }

  private boolean overlaps(NotificationTargets other) {
    boolean keys =
        (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix))
            && (suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix));
    return keys
        && events.stream()
            .anyMatch(mine -> other.events.stream().anyMatch(theirs -> common(mine, theirs)));
  }

  private static boolean common(String one, String another) {
    return one.equals(another) || covers(one, another) || covers(another, one);
  }

  private static boolean covers(String pattern, String event) {
    return pattern.endsWith("*") && event.startsWith(pattern.substring(0, pattern.length() - 1));
  }
}
