package dev.sagebrush.engine.container;

/**
 * Answers invocations of one loaded model. Safe for many threads. What a container would answer
 * over HTTP is a value here: an error is a {@link Reply} with its status, not an exception.
 */
public interface ModelServer extends AutoCloseable {

  /** Answers one request. */
  Reply invoke(Invocation request);

  /** What the model wishes for in a batch transform. */
  ExecutionParameters executionParameters();

  @Override
  void close();

  /**
   * A request.
   *
   * @param contentType of the body; empty when the client did not say
   * @param accept what the client takes; empty when it did not say
   * @param customAttributes {@code X-Amzn-SageMaker-Custom-Attributes}; empty for none
   */
  record Invocation(byte[] body, String contentType, String accept, String customAttributes) {}

  /**
   * An answer.
   *
   * @param status as of HTTP: 200, 204 for no content, 400, 406, 415, 500
   * @param contentType of the body
   * @param body the result, or for an error the message as plain text
   */
  record Reply(int status, String contentType, byte[] body) {

    /** Whether the model answered. */
    public boolean succeeded() {
      return status < 300;
    }
  }

  /**
   * What {@code GET /execution-parameters} answers.
   *
   * @param maxConcurrentTransforms how many requests at a time
   * @param batchStrategy {@code MULTI_RECORD} or {@code SINGLE_RECORD}
   * @param maxPayloadMiB how large one may be
   */
  record ExecutionParameters(
      int maxConcurrentTransforms, String batchStrategy, int maxPayloadMiB) {}
}
