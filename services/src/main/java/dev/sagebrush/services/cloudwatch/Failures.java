package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.cloudwatch.InvalidParameterCombinationException;
import dev.sagebrush.model.cloudwatch.InvalidParameterValueException;
import dev.sagebrush.model.cloudwatch.MissingRequiredParameterException;

/** Errors that more than one resource answers, in the words of CloudWatch. */
final class Failures {

  private Failures() {}

  static ServiceException invalid(String message) {
    return InvalidParameterValueException.because(message);
  }

  static ServiceException invalid(Object value, String parameter) {
    return invalid("The value " + value + " for parameter " + parameter + " is invalid.");
  }

  static ServiceException missing(String parameter) {
    return MissingRequiredParameterException.because(
        "The parameter " + parameter + " is required.");
  }

  static ServiceException combination(String message) {
    return InvalidParameterCombinationException.because(message);
  }

  static ServiceException exclusive(String one, String other) {
    return combination(
        "The parameters "
            + one
            + " and "
            + other
            + " are mutually exclusive and you have specified both.");
  }

  static ServiceException validation(String message) {
    return ServiceException.of("ValidationError", 400, message);
  }
}
