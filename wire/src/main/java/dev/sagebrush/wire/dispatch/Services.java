package dev.sagebrush.wire.dispatch;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.Api;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Handler;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.validation.Validation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services there are, and how each of their operations is called: checked, authorised, served,
 * observed. Services are added while the server is put together and then only looked up, so that a
 * service may be built with the {@link Caller} that reaches those added after it.
 */
public final class Services implements Caller {

  /** The service that serves the current call, as AWS names service principals. */
  private static final ScopedValue<String> SERVING = ScopedValue.newInstance();

  private static final Logger LOG = LoggerFactory.getLogger(Services.class);

  private final Map<Api, Service> services = new ConcurrentHashMap<>();
  private final List<Service> inOrder = new CopyOnWriteArrayList<>();
  private final Authorizer authorizer;
  private final List<CallObserver> observers = new CopyOnWriteArrayList<>();

  /** No services yet. */
  public Services(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  /** Adds one that is told of every call from now on. */
  public Services observe(CallObserver observer) {
    observers.add(observer);
    return this;
  }

  /** Adds a service. */
  public Services add(Service service) {
    if (services.putIfAbsent(service.api(), service) != null) {
      throw new IllegalArgumentException(service.api() + " is served already");
    }
    inOrder.add(service);
    return this;
  }

  /** Every service, in the order they were added. */
  public List<Service> all() {
    return List.copyOf(inOrder);
  }

  @Override
  public <I extends Struct, O extends Struct> O call(Operation<I, O> operation, I request) {
    Call call = Call.current();
    return serve(
        SERVING.isBound() ? call.from(call.origin().via(SERVING.get())) : call, operation, request);
  }

  /**
   * Serves a call whose request has been read.
   *
   * @throws ServiceException as the operation answers it; every failure becomes one
   */
  <I extends Struct, O extends Struct> O serve(Call call, Operation<I, O> operation, Struct input) {
    long start = System.nanoTime();
    try {
      I request = operation.request(input);
      Validation.require(operation.api(), request);
      Handler<I, O> handler = handler(operation);
      authorizer.authorize(call, operation, request);
      O answer =
          ScopedValue.where(SERVING, operation.api().signingName() + ".amazonaws.com")
              .call(() -> Call.as(call, () -> handler.handle(request)));
      tell(new CallObserver.Served(call, operation, input, answer, null, since(start)));
      return answer;
    } catch (Exception failure) {
      ServiceException error = asAnswer(failure, call, operation);
      tell(new CallObserver.Served(call, operation, input, null, error, since(start)));
      throw error;
    }
  }

  private void tell(CallObserver.Served served) {
    for (CallObserver observer : observers) {
      try {
        observer.served(served);
      } catch (RuntimeException broken) {
        LOG.error("{} was not told of {}", observer, served.operation(), broken);
      }
    }
  }

  private <I extends Struct, O extends Struct> Handler<I, O> handler(Operation<I, O> operation) {
    Service service = services.get(operation.api());
    Handler<I, O> handler = service == null ? null : service.handler(operation);
    if (handler == null) {
      String api = operation.api().fullName();
      throw ServiceException.notImplemented(operation.name() + " of " + api);
    }
    return handler;
  }

  /** What a failure is to the client; those that are nobody's answer are ours and are logged. */
  static ServiceException asAnswer(
      Exception failure, Call call, @Nullable Operation<?, ?> operation) {
    return switch (failure) {
      case ServiceException answer -> answer;
      case InterruptedException stopped -> {
        Thread.currentThread().interrupt();
        yield ServiceException.of("ServiceUnavailable", 503, "The server is stopping.");
      }
      case IOException broken when broken.getCause() instanceof ServiceException refused -> refused;
      default -> {
        LOG.error("{} failed, request {}", operation, call.requestId(), failure);
        yield ServiceException.of(
            "InternalFailure",
            500,
            "Sagebrush failed while it served this request; its log has the reason under the"
                + " request id "
                + call.requestId()
                + ".");
      }
    };
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
