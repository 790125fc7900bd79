package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.model.ServiceException;
import java.util.List;

/** What an expression sees of its request. */
interface MathScope {

  /**
   * The value of another query.
   *
   * @throws ServiceException {@code ValidationError} when there is none of that id, or it depends
   *     on the one that asks
   */
  MathValue of(String id);

  /** The series of the queries that are metrics and whose ids contain a text. */
  List<MathValue.TimeSeries> metrics(String part);

  /** The periods of the request, of a length in seconds. */
  Periods periods(int seconds);
}
