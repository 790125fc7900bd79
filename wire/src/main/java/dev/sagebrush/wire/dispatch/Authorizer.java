package dev.sagebrush.wire.dispatch;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;

/** Decides whether a call may be served: the one point every call of every service passes. */
@FunctionalInterface
public interface Authorizer {

  /**
   * Returns when the call may go on.
   *
   * @throws ServiceException {@code AccessDenied} in the words of AWS when it may not
   */
  void authorize(Call call, Operation<?, ?> operation, Struct request);
}
