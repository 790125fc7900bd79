package dev.sagebrush.server.demo;

import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * One algorithm on one data set.
 *
 * @param name of the job, the model and the endpoint
 * @param title for people
 * @param image the URI that scripts for AWS use in us-east-1
 * @param contentType of the channels
 * @param channel the one that is measured on: {@code validation} or {@code test}
 * @param metric the final metric that is compared
 * @param figure how the metric is shown
 * @param reference the figure of a trusted implementation on the same rows
 * @param question the row that is predicted through the endpoint
 * @param truth what is known of that row
 */
record Experiment(
    String name,
    String title,
    String image,
    DataSet data,
    String contentType,
    Map<String, String> hyperparameters,
    String channel,
    String metric,
    DoubleFunction<String> figure,
    String reference,
    String question,
    String truth) {}
