package dev.sagebrush.services.ssm;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.ssm.ParameterNotFound;
import dev.sagebrush.model.ssm.ParameterVersionNotFound;

/** Errors that more than one resource answers, in the words of Systems Manager. */
final class Failures {

  private Failures() {}

  static ServiceException noParameter() {
    return ParameterNotFound.because(null);
  }

  static ServiceException noVersion(String selector, String name) {
    return ParameterVersionNotFound.because(
        "Systems Manager could not find version "
            + selector
            + " of "
            + name
            + ". Verify the version and try again.");
  }

  static ServiceException validation(String message) {
    return ServiceException.validation(message);
  }
}
