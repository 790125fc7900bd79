package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.secretsmanager.InvalidParameterException;
import dev.sagebrush.model.secretsmanager.InvalidRequestException;
import dev.sagebrush.model.secretsmanager.ResourceNotFoundException;

/** Errors that more than one resource answers, in the words of Secrets Manager. */
final class Failures {

  private Failures() {}

  static ServiceException noSecret() {
    return ResourceNotFoundException.because("Secrets Manager can't find the specified secret.");
  }

  static ServiceException noValue(String what) {
    return ResourceNotFoundException.because(
        "Secrets Manager can't find the specified secret value for " + what);
  }

  static ServiceException deleted() {
    return InvalidRequestException.because(
        "You can't perform this operation on the secret because it was marked for deletion.");
  }

  static ServiceException request(String message) {
    return InvalidRequestException.because(message);
  }

  static ServiceException parameter(String message) {
    return InvalidParameterException.because(message);
  }
}
