/**
 * Amazon SageMaker Runtime: invocations of endpoints. The path of a request reads no table: loaded
 * deployments are found in {@code Hosting}, and counts become metrics of CloudWatch once a minute
 * (namespace {@code AWS/SageMaker}, dimensions {@code EndpointName} and {@code VariantName}).
 *
 * <p>Left out, with {@code NotImplemented}: inference components, sessions, explanations. {@code
 * InferenceId} is for captured data, which there is none of yet, and has no effect.
 *
 * <p>Source: the <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html">InvokeEndpoint</a>
 * page of the API reference; "SageMaker endpoint invocation metrics" of the Developer Guide.
 */
@NullMarked
package dev.sagebrush.services.sagemakerruntime;

import org.jspecify.annotations.NullMarked;
