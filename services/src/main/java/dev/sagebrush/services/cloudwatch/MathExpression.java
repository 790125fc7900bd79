package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.model.ServiceException;

/** An expression of metric math, ready to be worked out. */
interface MathExpression {

  /**
   * Its value.
   *
   * @throws ServiceException {@code ValidationError} when it has none
   */
  MathValue in(MathScope scope);
}
