package dev.sagebrush.model;

/**
 * How one service reaches another: by its published operation, so that authorisation, trail and
 * metrics see it as they see a client.
 */
public interface Caller {

  /**
   * Calls an operation as the current {@code Call}'s principal, account and region.
   *
   * @throws ServiceException as the operation answers it
   */
  <I extends Struct, O extends Struct> O call(Operation<I, O> operation, I request);
}
