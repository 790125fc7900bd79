package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.ModelServer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An inference pipeline: what one container answers is what the next is asked.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/inference-pipelines.html">SageMaker
 * Developer Guide</a>, "Inference pipelines".
 *
 * @param links two or more
 */
record ContainerChain(List<Link> links) implements ModelServer {

  /**
   * One container.
   *
   * @param accept what it is asked to answer with when others follow; empty for its own choice
   */
  record Link(ModelServer server, String accept) {}

  @Override
  public Reply invoke(Invocation request) {
    Invocation next = request;
    Reply reply = null;
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      String accept = i == links.size() - 1 ? request.accept() : link.accept;
      reply =
          link.server.invoke(
              new Invocation(next.body(), next.contentType(), accept, next.customAttributes()));
      if (!reply.succeeded()) {
        String message =
            "container-" + (i + 1) + ": " + new String(reply.body(), StandardCharsets.UTF_8);
        return new Reply(
            reply.status(), reply.contentType(), message.getBytes(StandardCharsets.UTF_8));
      }
      next =
          new Invocation(
              reply.body(), reply.contentType(), request.accept(), request.customAttributes());
    }
    return reply == null ? new Reply(500, "text/plain", new byte[0]) : reply;
  }

  @Override
  public ExecutionParameters executionParameters() {
    return links.getFirst().server.executionParameters();
  }

  @Override
  public void close() {
    links.forEach(link -> link.server.close());
  }
}
