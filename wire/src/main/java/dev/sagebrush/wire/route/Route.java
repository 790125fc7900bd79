package dev.sagebrush.wire.route;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.protocol.Protocol;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes, or why it goes nowhere: exactly one of {@code operation} and {@code
 * refusal} is set.
 *
 * @param api the service meant, or the one whose errors the client is most likely to understand
 * @param protocol in which it speaks and wants to be answered
 * @param labels of the path, by member name
 * @param request the request with its body still to be read
 */
public record Route(
    Api api,
    Protocol protocol,
    @Nullable Operation<?, ?> operation,
    Map<String, String> labels,
    HttpRequest request,
    @Nullable ServiceException refusal) {

  static Route to(
      Operation<?, ?> operation,
      Protocol protocol,
      Map<String, String> labels,
      HttpRequest request) {
    return new Route(operation.api(), protocol, operation, labels, request, null);
  }

  static Route refused(Api api, Protocol protocol, HttpRequest request, ServiceException refusal) {
    return new Route(api, protocol, null, Map.of(), request, refusal);
  }

  /** Why it goes nowhere. */
  public ServiceException reason() {
    return Objects.requireNonNull(refusal, "a route to an operation has no refusal");
  }
}
