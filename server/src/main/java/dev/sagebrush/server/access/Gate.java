package dev.sagebrush.server.access;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.dispatch.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * Where every call passes. It is there before the services are, which are told to call through it,
 * and lets nobody pass until it knows whom to ask.
 */
public final class Gate implements Authorizer {

  private volatile @Nullable Authorizer keeper;

  /** Asks from now on. */
  public void keptBy(Authorizer authorizer) {
    this.keeper = authorizer;
  }

  @Override
  public void authorize(Call call, Operation<?, ?> operation, Struct request) {
    Authorizer asked = keeper;
    if (asked == null) {
      throw ServiceException.of("ServiceUnavailable", 503, "The server is starting.");
    }
    asked.authorize(call, operation, request);
  }
}
