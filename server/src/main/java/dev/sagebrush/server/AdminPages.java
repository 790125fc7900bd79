package dev.sagebrush.server;

import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.auth.Authenticator;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpHandler;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages below {@code /_sagebrush/} that root alone is shown, and only on this machine. */
final class AdminPages implements HttpHandler {

  private static final int FORBIDDEN = 403;

  private final Authenticator authenticator;
  private final Map<String, HttpHandler> pages;
  private final HttpHandler next;

  /**
   * Wraps a handler.
   *
   * @param pages by the path of each
   */
  AdminPages(Authenticator authenticator, Map<String, HttpHandler> pages, HttpHandler next) {
    this.authenticator = authenticator;
    this.pages = Map.copyOf(pages);
    this.next = next;
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws Exception {
    HttpHandler page = pages.get(request.rawPath());
    if (page == null) {
      return next.handle(request);
    }
    String refusal = refusal(request);
    return refusal == null ? page.handle(request) : json(FORBIDDEN, problem(refusal));
  }

  private @Nullable String refusal(HttpRequest request) throws IOException {
    if (!request.remote().startsWith("127.") && !request.remote().matches("(0:)*:*1")) {
      return "This is for the machine that the server runs on.";
    }
    try {
      Principal principal = authenticator.authenticate(request).principal();
      return principal.kind() == Principal.Kind.ROOT
          ? null
          : "This is for root: sign the request with root's access key.";
    } catch (ServiceException unknown) {
      return unknown.getMessage();
    }
  }

  /** The document of a problem. */
  static String problem(@Nullable String message) {
    String text = message == null ? "" : message;
    return "{\"message\":\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}\n";
  }

  /** An answer in JSON. */
  static HttpResponse json(int status, String document) {
    return page(status, "application/json", document);
  }

  /** An answer that nobody keeps. */
  static HttpResponse page(int status, String type, String text) {
    return HttpResponse.of(
        status,
        new Headers().add("content-type", type).add("cache-control", "no-store"),
        text.getBytes(StandardCharsets.UTF_8));
  }
}
