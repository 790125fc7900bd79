package dev.sagebrush.engine.container;

/**
 * A metric that is read from a log.
 *
 * @param name as it is published: {@code validation:auc}
 * @param regex whose first group is the value, searched for in each line
 */
public record MetricDefinition(String name, String regex) {}
