package dev.sagebrush.server;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.dispatch.Authorizer;

/**
 * Lets every signed call go on and refuses the others, except where an operation takes callers
 * without credentials. Policies are not evaluated yet.
 */
final class SignedOnly implements Authorizer {

  @Override
  public void authorize(Call call, Operation<?, ?> operation, Struct request) {
    boolean anonymous = call.principal().kind() == Principal.Kind.ANONYMOUS;
    if (anonymous && !operation.unauthenticated()) {
      throw ServiceException.of("AccessDenied", 403, "Access Denied");
    }
  }
}
