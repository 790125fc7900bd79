package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import org.jspecify.annotations.Nullable;

/** What several resources refuse, in SageMaker's words. */
final class Refusals {

  private Refusals() {}

  /** A request that SageMaker finds wrong. */
  static ServiceException invalid(String message) {
    return ServiceException.validation(message);
  }

  /** A job that is not there. */
  static ServiceException notFound() {
    return invalid("Requested resource not found.");
  }

  /** Answers {@code NotImplemented} where a request has a member set that nothing here heeds. */
  static void unless(@Nullable Object absent, String what) {
    if (absent != null) {
      throw ServiceException.notImplemented(what);
    }
  }

  /** Refuses a role that is none, or of another account. */
  static void checkRole(String role) {
    Arn arn;
    try {
      arn = Arn.parse(role);
    } catch (IllegalArgumentException e) {
      ServiceException refusal = invalid("Could not assume role " + role + ": it is not an ARN.");
      refusal.initCause(e);
      throw refusal;
    }
    if (!arn.service().equals("iam") || !arn.resourceType().equals("role")) {
      throw invalid(
          "Could not assume role "
              + role
              + ". Please ensure that the role exists and allows"
              + " principal 'sagemaker.amazonaws.com' to assume the role.");
    }
    if (!arn.account().equals(Call.current().account())) {
      throw invalid("Cross-account pass role is not allowed.");
    }
  }
}
