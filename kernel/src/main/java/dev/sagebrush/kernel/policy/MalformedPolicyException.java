package dev.sagebrush.kernel.policy;

/** A document that is not a policy of its type; the message is the one that AWS answers with. */
public final class MalformedPolicyException extends RuntimeException {

  MalformedPolicyException(String message) {
    super(message);
  }
}
