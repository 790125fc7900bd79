/**
 * Amazon SageMaker: training jobs, models, endpoints, batch transforms, tags and search.
 *
 * <p><b>What it promises.</b> A training job runs as a process under the contract of a SageMaker
 * container, in a folder of its shape, with its data from S3 and its model to S3; its lines go to
 * CloudWatch Logs while it runs. A job that a crash interrupts runs again, from its checkpoints if
 * it keeps some, and fails with a reason after three times; nothing stays in progress for ever.
 * Other services are reached by their published operations only, with the rights of the job's role.
 *
 * <p><b>Tables.</b> Keys are account, region and name in lower case, as names are unique without
 * regard to case; values are the answers of the describe operations, of one version with the model.
 *
 * <ul>
 *   <li>{@code sagemaker.training_jobs} → {@code TrainingJobRow}
 *   <li>{@code sagemaker.models} → {@code Models.ModelRow}
 *   <li>{@code sagemaker.endpoint_configs} → {@code EndpointConfigs.EndpointConfigRow}
 *   <li>{@code sagemaker.endpoints} → {@code EndpointRow}
 *   <li>{@code sagemaker.transform_jobs} → {@code TransformJobRow}
 *   <li>{@code sagemaker.tags}: ARN → {@code TagSets.TagRow}
 * </ul>
 *
 * <p>An endpoint's models are loaded into this process, from copies under its folder: it goes on
 * answering, and comes back after a restart, when the model, its data in S3 or the endpoint
 * configuration are deleted.
 *
 * <p><b>How it differs.</b> There is one machine: whatever {@code InstanceCount} says, one process
 * sees the data of all instances, so {@code ShardedByS3Key} gives it all shards. {@code FastFile}
 * downloads as {@code File} does. Instance types, volumes, VPCs, encryption keys, debugger,
 * profiler and experiment settings are kept and described, and have no effect.
 *
 * <p><b>What it leaves out</b>, with {@code NotImplemented}: Pipe mode, augmented manifests, file
 * systems, heterogeneous clusters, serverless jobs and endpoints, asynchronous inference, data
 * capture, shadow variants, multi-model containers, model packages, algorithms of the marketplace.
 *
 * <p>Source of behaviour and wording: the <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/Welcome.html">Amazon SageMaker
 * API Reference</a> and Developer Guide.
 */
@NullMarked
package dev.sagebrush.services.sagemaker;

import org.jspecify.annotations.NullMarked;
