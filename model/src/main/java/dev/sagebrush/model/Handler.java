package dev.sagebrush.model;

/**
 * What a service does for one operation. The call it serves is {@code Call.current()}.
 *
 * @param <I> the typed request, already valid by the model's constraints
 * @param <O> the typed response
 */
@FunctionalInterface
public interface Handler<I extends Struct, O extends Struct> {

  /**
   * Serves one request.
   *
   * @throws ServiceException for every answer that is an error
   */
  O handle(I request) throws Exception;
}
