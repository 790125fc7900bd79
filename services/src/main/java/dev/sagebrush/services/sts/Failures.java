package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.ServiceException;

/** Errors that more than one operation answers, in the words of STS. */
final class Failures {

  private Failures() {}

  static ServiceException validation(String message) {
    return ServiceException.of("ValidationError", 400, message);
  }

  static ServiceException accessDenied(String message) {
    return ServiceException.of("AccessDenied", 403, message);
  }

  static ServiceException notAuthorized(Principal principal, String action, String resource) {
    String who = principal.kind() == Principal.Kind.ANONYMOUS ? "anonymous" : principal.arn();
    return accessDenied(
        "User: " + who + " is not authorized to perform: " + action + " on resource: " + resource);
  }

  static ServiceException wrongMfaCode() {
    return accessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
  }
}
