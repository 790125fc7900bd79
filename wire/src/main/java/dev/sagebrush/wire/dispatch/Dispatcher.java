package dev.sagebrush.wire.dispatch;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Origin;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.auth.Authenticated;
import dev.sagebrush.wire.auth.Authenticator;
import dev.sagebrush.wire.http.HttpHandler;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import dev.sagebrush.wire.route.Route;
import dev.sagebrush.wire.route.Router;
import java.io.IOException;
import java.util.List;

/** Answers HTTP requests by calling the services. Only here does a throwable become a reply. */
public final class Dispatcher implements HttpHandler {

  private final Router router;
  private final Authenticator authenticator;
  private final Services services;
  private final Clock clock;
  private final String defaultRegion;

  /**
   * A dispatcher.
   *
   * @param defaultRegion the region of requests whose signature names none
   */
  public Dispatcher(
      Router router,
      Authenticator authenticator,
      Services services,
      Clock clock,
      String defaultRegion) {
    this.router = router;
    this.authenticator = authenticator;
    this.services = services;
    this.clock = clock;
    this.defaultRegion = defaultRegion;
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws IOException {
    Route route = router.route(request);
    Operation<?, ?> operation = route.operation();
    if (operation == null) {
      return route.protocol().error(route.api(), null, route.reason(), request);
    }
    try {
      return serve(route, operation);
    } catch (ServiceException answer) {
      return route.protocol().error(route.api(), operation, answer, route.request());
    }
  }

  private HttpResponse serve(Route route, Operation<?, ?> operation) throws IOException {
    Authenticated sender = authenticator.authenticate(route.request());
    boolean anonymous = sender.signature() == null;
    boolean s3 = route.api().s3Dialect();
    if (anonymous && !operation.unauthenticated() && !s3) {
      throw Authenticator.missingToken(route.request());
    }
    HttpRequest request =
        anonymous && !s3 ? authenticator.inflated(sender.request()) : sender.request();
    Struct input = route.protocol().read(operation, request, route.labels());
    Struct answer = services.serve(call(route, sender), operation, input);
    return route.protocol().write(operation, answer, sender.request());
  }

  private Call call(Route route, Authenticated sender) {
    HttpRequest request = route.request();
    Principal principal = sender.principal();
    String region = sender.region();
    String scheme = request.secure() ? "https://" : "http://";
    return new Call(
        request.id(),
        principal,
        principal.account(),
        region == null ? defaultRegion : region,
        clock.now(),
        new Origin(
            request.remote(),
            request.secure(),
            request.headers().get("user-agent", ""),
            scheme + request.headers().get("host", "localhost"),
            sender.signature(),
            sender.session(),
            List.of()));
  }
}
