package dev.sagebrush.services.organizations;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.organizations.AWSOrganizationsNotInUseException;
import dev.sagebrush.model.organizations.AccessDeniedException;
import dev.sagebrush.model.organizations.ConstraintViolationException;
import dev.sagebrush.model.organizations.InvalidInputException;

/** Errors that more than one operation answers, in the words of Organizations. */
final class Failures {

  private Failures() {}

  static ServiceException notInUse() {
    return AWSOrganizationsNotInUseException.because(
        "Your account is not a member of an organization.");
  }

  static ServiceException denied() {
    return AccessDeniedException.because("You don't have permissions to access this resource.");
  }

  static ServiceException constraint(String reason, String message) {
    return ConstraintViolationException.builder()
        .message(message)
        .reason(reason)
        .build()
        .exception();
  }

  static ServiceException invalid(String reason, String message) {
    return InvalidInputException.builder().message(message).reason(reason).build().exception();
  }
}
