package dev.sagebrush.services.iam;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.DeleteConflictException;
import dev.sagebrush.model.iam.EntityAlreadyExistsException;
import dev.sagebrush.model.iam.LimitExceededException;
import dev.sagebrush.model.iam.NoSuchEntityException;

/** Errors that more than one resource answers, in the words of IAM. */
final class Failures {

  private Failures() {}

  static ServiceException noSuch(String message) {
    return NoSuchEntityException.because(message);
  }

  /** Of a user, group or role. */
  static ServiceException noEntity(String kind, String name) {
    return noSuch("The " + kind + " with name " + name + " cannot be found.");
  }

  static ServiceException exists(String message) {
    return EntityAlreadyExistsException.because(message);
  }

  static ServiceException conflict(String message) {
    return DeleteConflictException.because(message);
  }

  static ServiceException quota(String name, int limit) {
    return LimitExceededException.because("Cannot exceed quota for " + name + ": " + limit);
  }

  static ServiceException denied(String message) {
    return ServiceException.of("AccessDenied", 403, message);
  }

  static ServiceException validation(String message) {
    return ServiceException.of("ValidationError", 400, message);
  }
}
