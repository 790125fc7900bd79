package dev.sagebrush.services.logs;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.logs.InvalidParameterException;
import dev.sagebrush.model.logs.ResourceNotFoundException;

/** Errors that more than one resource answers, in the words of CloudWatch Logs. */
final class Failures {

  private Failures() {}

  static ServiceException noGroup() {
    return ResourceNotFoundException.because("The specified log group does not exist.");
  }

  static ServiceException noStream() {
    return ResourceNotFoundException.because("The specified log stream does not exist.");
  }

  static ServiceException invalid(String message) {
    return InvalidParameterException.because(message);
  }
}
