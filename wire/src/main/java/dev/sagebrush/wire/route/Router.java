package dev.sagebrush.wire.route;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.auth.SigningName;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.VirtualHost;
import dev.sagebrush.wire.protocol.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which operation a request means: by {@code X-Amz-Target}; else by the path of RPC v2; else by the
 * {@code Action} of a query or form; else by the path, among the services of the credential scope's
 * signing name. A request that names nothing is one to S3, whose objects may be public.
 */
public final class Router {

  private static final String RPC_PATH = "/service/";

  private final List<Api> apis;
  private final BiFunction<Api, HttpRequest, Protocol> protocols;
  private final VirtualHost virtualHost;
  private final Forms forms;
  private final Map<Api, RestRoutes> rest = new ConcurrentHashMap<>();

  /**
   * A router.
   *
   * @param apis every service there is, the likelier first where two claim a request
   * @param protocols which of the protocols of an API a request speaks
   * @param hosts tells buckets from host names
   * @param maxFormBytes the largest form body read to find its action
   */
  public Router(
      List<Api> apis,
      BiFunction<Api, HttpRequest, Protocol> protocols,
      VirtualHost hosts,
      int maxFormBytes) {
    this.apis = List.copyOf(apis);
    this.protocols = protocols;
    this.virtualHost = hosts;
    this.forms = new Forms(maxFormBytes);
  }

  /** Where the request goes. */
  public Route route(HttpRequest request) throws IOException {
    try {
      return find(request);
    } catch (ServiceException unreadable) {
      Api api = apiOf("query");
      return Route.refused(api, protocols.apply(api, request), request, unreadable);
    }
  }

  private Route find(HttpRequest request) throws IOException {
    String target = request.headers().get("x-amz-target");
    if (target != null) {
      return byTarget(request, target);
    }
    if (request.rawPath().startsWith(RPC_PATH) && request.headers().has("smithy-protocol")) {
      return byRpcPath(request);
    }
    Query query = Query.of(request.rawQuery());
    String signingName = SigningName.of(request, query);
    Forms.Form form = mayBeForm(signingName) ? forms.peek(request, query) : null;
    if (form != null) {
      return byAction(form, signingName);
    }
    return byPath(request, query, signingName);
  }

  private Route byTarget(HttpRequest request, String target) {
    int dot = target.lastIndexOf('.');
    String prefix = dot < 0 ? "" : target.substring(0, dot);
    for (Api api : apis) {
      if (prefix.equals(api.targetPrefix())) {
        return named(api, target.substring(dot + 1), request);
      }
    }
    return unknown(
        request, apiOf("json"), "No service here has the target prefix '" + prefix + "'.");
  }

  private Route byRpcPath(HttpRequest request) {
    String[] parts = request.rawPath().split("/", -1);
    if (parts.length == 5 && parts[3].equals("operation")) {
      for (Api api : apis) {
        if (parts[2].equals(api.targetPrefix()) || parts[2].equals(api.serviceId())) {
          return named(api, parts[4], request);
        }
      }
    }
    return unknown(request, apiOf("smithy-rpc-v2-cbor"), "No such path: " + request.rawPath());
  }

  private Route byAction(Forms.Form form, @Nullable String signingName) {
    for (Api api : apis) {
      boolean meant =
          signingName == null
              ? api.version().equals(form.version()) && api.model().hasOperation(form.action())
              : api.signingName().equals(signingName);
      if (speaksQuery(api) && meant) {
        return named(api, form.action(), form.request());
      }
    }
    return unknown(
        form.request(), apiOf("query"), "No service here has the action '" + form.action() + "'.");
  }

  private Route byPath(HttpRequest request, Query query, @Nullable String signingName) {
    Route elsewhere = null;
    for (Api api : apis) {
      boolean candidate =
          signingName == null ? api.s3Dialect() : api.signingName().equals(signingName);
      boolean speaks = api.protocols().stream().anyMatch(name -> name.startsWith("rest-"));
      if (candidate && speaks) {
        Route route = rest(api, request, query);
        if (route.operation() != null) {
          return route;
        }
        elsewhere = route;
      }
    }
    if (elsewhere != null) {
      return elsewhere;
    }
    String message =
        signingName == null
            ? "The request names no service: it has neither a target, an action nor a signature."
            : "The service '" + signingName + "' is not served here, or not at this path.";
    return unknown(request, apiOf("rest-xml"), message);
  }

  private Route rest(Api api, HttpRequest original, Query query) {
    HttpRequest request = api.s3Dialect() ? withBucketInPath(original) : original;
    Protocol protocol = protocols.apply(api, request);
    RestRoutes routes = rest.computeIfAbsent(api, RestRoutes::new);
    List<String> path = UriPattern.segments(request.rawPath());
    RestRoutes.Match match = routes.match(request.method(), path, query, request.headers());
    if (match != null) {
      // The original goes on: its signature covers the path as the client sent it.
      return Route.to(match.operation(), protocol, match.labels(), original);
    }
    ServiceException refusal =
        routes.servesPath(path)
            ? ServiceException.of(
                api.s3Dialect() ? "MethodNotAllowed" : "MethodNotAllowedException",
                405,
                "The specified method is not allowed against this resource.")
            : unknownOperation(404, "No operation of " + api.fullName() + " has this path.");
    return Route.refused(api, protocol, original, refusal);
  }

  private HttpRequest withBucketInPath(HttpRequest request) {
    String bucket = virtualHost.bucket(request.headers().get("host", ""));
    return bucket == null ? request : request.path("/" + bucket + request.rawPath());
  }

  private Route named(Api api, String operation, HttpRequest request) {
    Protocol protocol = protocols.apply(api, request);
    if (api.model().hasOperation(operation)) {
      return Route.to(api.operation(operation), protocol, Map.of(), request);
    }
    boolean query =
        api.protocols().contains("query") && request.headers().get("x-amz-target") == null;
    ServiceException refusal =
        query
            ? ServiceException.of(
                "InvalidAction",
                400,
                "The action " + operation + " is not valid for this web service.")
            : unknownOperation(400, api.fullName() + " has no operation '" + operation + "'.");
    return Route.refused(api, protocol, request, refusal);
  }

  private Route unknown(HttpRequest request, Api api, String message) {
    String served = String.join(", ", apis.stream().map(Api::serviceId).toList());
    return Route.refused(
        api,
        protocols.apply(api, request),
        request,
        unknownOperation(404, message + " Served are: " + served + "."));
  }

  private static ServiceException unknownOperation(int status, String message) {
    return ServiceException.of("UnknownOperationException", status, message);
  }

  /** A service that speaks a protocol, to render an error in it. */
  private Api apiOf(String protocol) {
    return apis.stream()
        .filter(api -> api.protocols().contains(protocol))
        .findFirst()
        .orElseGet(() -> Objects.requireNonNull(apis.getFirst()));
  }

  private boolean mayBeForm(@Nullable String signingName) {
    return signingName == null
        || apis.stream().anyMatch(api -> api.signingName().equals(signingName) && speaksQuery(api));
  }

  private static boolean speaksQuery(Api api) {
    return api.protocols().contains("query") || api.protocols().contains("ec2");
  }
}
