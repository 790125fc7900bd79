package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.model.Handler;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import java.util.Objects;

/**
 * Which temporary credentials may not call IAM at all: those of GetFederationToken, and those of
 * GetSessionToken when no code of a device was shown for them.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html">Compare
 * AWS STS credentials</a>.
 */
final class SessionRule {

  private SessionRule() {}

  /** The same service, which refuses such calls as AWS does. */
  static Service over(Service service) {
    Service.Builder builder = Service.of(service.api());
    for (String name : service.operations()) {
      bind(builder, service, service.api().operation(name));
    }
    return builder.build();
  }

  private static <I extends Struct, O extends Struct> void bind(
      Service.Builder builder, Service service, Operation<I, O> operation) {
    Handler<I, O> handler = Objects.requireNonNull(service.handler(operation));
    builder.on(
        operation,
        (I request) -> {
          check();
          return handler.handle(request);
        });
  }

  private static void check() {
    Call call = Call.current();
    Principal principal = call.principal();
    SessionContext session = call.origin().session();
    boolean own = principal.kind() == Kind.USER || principal.kind() == Kind.ROOT;
    boolean unproven = own && session != null && session.vouched().mfa() == null;
    if (principal.kind() == Kind.FEDERATED_USER || unproven) {
      throw ServiceException.of(
          "InvalidClientTokenId", 403, "The security token included in the request is invalid");
    }
  }
}
