package dev.sagebrush.wire.dispatch;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.auth.Authenticated;
import dev.sagebrush.wire.auth.Authenticator;
import dev.sagebrush.wire.form.PostForm;
import dev.sagebrush.wire.http.HttpHandler;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import dev.sagebrush.wire.route.Route;
import dev.sagebrush.wire.route.Router;
import java.io.IOException;

/** Answers HTTP requests by calling the services. Only here does a throwable become a reply. */
public final class Dispatcher implements HttpHandler {

  private final Router router;
  private final Authenticator authenticator;
  private final Services services;
  private final Calls calls;
  private final FormUploads forms;

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
    this.calls = new Calls(clock, defaultRegion);
    this.forms = new FormUploads(router, authenticator, services, calls, clock);
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws IOException {
    if (PostForm.is(request)) {
      return forms.handle(request);
    }
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
    Struct answer = services.serve(calls.of(route.request(), sender), operation, input);
    return route.protocol().write(operation, answer, sender.request());
  }
}
