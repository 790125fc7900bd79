package dev.sagebrush.services.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Origin;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.seal.MasterSealer;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Handler;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Calls services as somebody.
 *
 * @param services by the name of their API
 * @param principal who calls
 * @param region that is called
 * @param session what the caller's temporary credentials carry, or null
 */
public record Client(
    Map<String, Service> services,
    Principal principal,
    String region,
    @Nullable SessionContext session) {

  public static final Sealer SEALER = new MasterSealer(new byte[32], new Ids(new Random(5)));
  public static final String ACCOUNT = "000000000000";
  public static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

  /** The root of an account, in the first region. */
  public static Client of(Service... services) {
    Map<String, Service> byName = new HashMap<>();
    for (Service service : services) {
      byName.put(service.api().id(), service);
    }
    return new Client(byName, Principal.root(ACCOUNT), "us-east-1", null);
  }

  /** The same services called by somebody else. */
  public Client as(Principal other) {
    return new Client(services, other, region, null);
  }

  /** The same services called with temporary credentials. */
  public Client with(Credentials.Credential credential) {
    return new Client(services, credential.principal(), region, credential.session());
  }

  /** The same services called in another region. */
  public Client in(String other) {
    return new Client(services, principal, other, session);
  }

  private Call call() {
    return new Call(
        "request",
        principal,
        principal.account(),
        region,
        START,
        Origin.of("127.0.0.1", false, "test", "http://localhost:4566").session(session));
  }

  /** The answer of an operation. */
  public <I extends Struct, O extends Struct> O call(Operation<I, O> operation, I request) {
    try {
      return Call.as(call(), () -> invoke(services, operation, request));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The refusal of an operation, which must have this code. */
  public <I extends Struct, O extends Struct> ServiceException refused(
      String code, Operation<I, O> operation, I request) {
    ServiceException refusal = assertThrows(ServiceException.class, () -> call(operation, request));
    assertEquals(code, refusal.code(), refusal.getMessage());
    return refusal;
  }

  /** What a service reaches others of these services with. */
  public static Caller caller(Service... services) {
    Map<String, Service> byName = of(services).services;
    return new Caller() {
      @Override
      public <I extends Struct, O extends Struct> O call(Operation<I, O> operation, I request) {
        try {
          return invoke(byName, operation, request);
        } catch (RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    };
  }

  private static <I extends Struct, O extends Struct> O invoke(
      Map<String, Service> services, Operation<I, O> operation, I request) throws Exception {
    Service service = Objects.requireNonNull(services.get(operation.api().id()));
    Handler<I, O> handler =
        Objects.requireNonNull(service.handler(operation), operation.name() + " is not served");
    return handler.handle(request);
  }
}
