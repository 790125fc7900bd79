/**
 * The containers of SageMaker's built-in algorithms.
 *
 * <p><b>What it promises.</b> The image URIs that scripts carry find the algorithm, whichever
 * account and region they name. Training is a process under SageMaker's container contract: the
 * same files in, the same model folder, log lines, metrics and failure file out. A model is served
 * in this process, in every content type that the container takes and gives.
 *
 * <p><b>Failing.</b> {@code output/failure} begins with {@code ClientError: } (exit code 2) when
 * the user can mend it and says what to mend, and with {@code AlgorithmError: } (exit code 1) when
 * not.
 *
 * <p>Sources: the SageMaker developer guide's pages of each algorithm and the open container of
 * XGBoost.
 */
@NullMarked
package dev.sagebrush.services.builtin;

import org.jspecify.annotations.NullMarked;
