package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;

/**
 * A training job as it is kept.
 *
 * @param attempts how often its run has begun
 */
record TrainingJobRow(DescribeTrainingJobResponse job, int attempts) {}
