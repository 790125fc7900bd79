package dev.sagebrush.services.sagemakerruntime;

import dev.sagebrush.engine.container.Deployment;
import dev.sagebrush.engine.container.Hosting;
import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.sagemakerruntime.InvokeEndpointInput;
import dev.sagebrush.model.sagemakerruntime.InvokeEndpointOutput;
import dev.sagebrush.model.sagemakerruntime.ModelError;
import dev.sagebrush.model.sagemakerruntime.ValidationError;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Invocations of endpoints. */
final class Invocations {

  private static final byte[] NOTHING = {};

  private final Hosting hosting;

  Invocations(Hosting hosting) {
    this.hosting = hosting;
  }

  InvokeEndpointOutput invoke(InvokeEndpointInput request) {
    long start = System.nanoTime();
    check(request);
    Call call = Call.current();
    Hosting.Key key = new Hosting.Key(call.account(), call.region(), request.endpointName());
    Deployment deployment = enter(key, request.endpointName());
    try {
      return invoke(deployment, request, start);
    } finally {
      deployment.leave();
    }
  }

  private static void check(InvokeEndpointInput request) {
    refuse(request.inferenceComponentName(), "InferenceComponentName");
    refuse(request.sessionId(), "SessionId");
    refuse(request.enableExplanations(), "EnableExplanations");
    if (request.targetModel() != null) {
      throw ValidationError.because(
          "Endpoint "
              + request.endpointName()
              + " is not a multi-model endpoint and does not support target model header.");
    }
    if (request.targetContainerHostname() != null) {
      throw ValidationError.because(
          "Endpoint "
              + request.endpointName()
              + " is not a multi-container endpoint with direct invocation and does not support"
              + " target container hostname header.");
    }
  }

  private static void refuse(@Nullable Object value, String name) {
    if (value != null) {
      throw ServiceException.notImplemented(name);
    }
  }

  /** The deployment of an endpoint, entered. */
  private Deployment enter(Hosting.Key key, String name) {
    while (true) {
      Deployment deployment = hosting.find(key);
      if (deployment == null) {
        throw ValidationError.because(
            "Endpoint " + name + " of account " + key.account() + " not found.");
      }
      if (deployment.enter()) {
        return deployment;
      }
      // It was replaced between the two calls: the next look finds another, or none.
      Thread.onSpinWait();
    }
  }

  private static InvokeEndpointOutput invoke(
      Deployment deployment, InvokeEndpointInput request, long start) {
    Deployment.Variant variant = variant(deployment, request);
    ModelServer.Invocation invocation =
        new ModelServer.Invocation(
            request.body() == null ? NOTHING : request.body(),
            text(request.contentType()),
            text(request.accept()),
            text(request.customAttributes()));
    long called = System.nanoTime();
    ModelServer.Reply reply = variant.server().invoke(invocation);
    long answered = System.nanoTime();
    double overhead = (called - start + System.nanoTime() - answered) / 1e3;
    variant.counters().add(reply.status(), (answered - called) / 1e3, overhead);
    if (!reply.succeeded()) {
      throw failure(request.endpointName(), reply);
    }
    return InvokeEndpointOutput.builder()
        .body(reply.body())
        .contentType(reply.contentType())
        .invokedProductionVariant(variant.name())
        .build();
  }

  private static Deployment.Variant variant(Deployment deployment, InvokeEndpointInput request) {
    if (request.targetVariant() == null) {
      return deployment.next();
    }
    Deployment.Variant variant = deployment.variant(request.targetVariant());
    if (variant == null) {
      throw ValidationError.because(
          "Variant "
              + request.targetVariant()
              + " not found for endpoint "
              + request.endpointName()
              + ".");
    }
    return variant;
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  private static ServiceException failure(String endpoint, ModelServer.Reply reply) {
    Call call = Call.current();
    String original = new String(reply.body(), StandardCharsets.UTF_8);
    String kind = reply.status() >= 500 ? "server error" : "client error";
    String group = "/aws/sagemaker/Endpoints/" + endpoint;
    String message =
        "Received "
            + kind
            + " ("
            + reply.status()
            + ") from primary with message \""
            + original
            + "\". See https://"
            + call.region()
            + ".console.aws.amazon.com/cloudwatch/home?region="
            + call.region()
            + "#logEventViewer:group="
            + group
            + " in account "
            + call.account()
            + " for more information.";
    return ModelError.builder()
        .message(message)
        .originalMessage(original)
        .originalStatusCode(reply.status())
        .logStreamArn(
            Arn.of("logs", call.region(), call.account(), "log-group:" + group).toString())
        .build()
        .exception();
  }
}
