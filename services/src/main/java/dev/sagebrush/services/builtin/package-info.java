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
 * <p><b>Models.</b> XGBoost's is {@code xgboost-model} in XGBoost's own UBJSON; with {@code _kfold}
 * several of them, which answer together. Linear Learner's is {@code linear.model} and K-Means'
 * {@code kmeans.model}, versioned and documented at the models of {@code learn}; beside them stands
 * {@code model_algo-1} as AWS's containers write it for MXNet, for notebooks that look inside. It
 * is not read here.
 *
 * <p><b>Answers.</b> A CSV row for XGBoost may have one column more than the model, the first of
 * which is then taken for a label, or one fewer, the last of which is then missing. JSON Lines and
 * RecordIO come from XGBoost even where nothing is selected by {@code SAGEMAKER_INFERENCE_OUTPUT}.
 *
 * <p><b>What it leaves out</b>, for now: script mode, training on several hosts, algorithms beyond
 * these three.
 *
 * <p>Sources: the SageMaker developer guide's pages of each algorithm and the open container of
 * XGBoost.
 */
@NullMarked
package dev.sagebrush.services.builtin;

import org.jspecify.annotations.NullMarked;
