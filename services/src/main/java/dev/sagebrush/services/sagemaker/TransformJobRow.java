package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.sagemaker.DescribeModelOutput;
import dev.sagebrush.model.sagemaker.DescribeTransformJobResponse;
import java.time.Instant;

/**
 * A transform job as it is kept.
 *
 * @param model as it was when the job was made
 * @param attempts how often its run has begun
 */
record TransformJobRow(
    DescribeTransformJobResponse job, DescribeModelOutput model, Instant modified, int attempts) {}
