package dev.sagebrush.server;

import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpHandler;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Refuses requests in clear, for a server that other machines can reach. */
final class EncryptedOnly implements HttpHandler {

  private static final int FORBIDDEN = 403;
  private static final String REFUSAL =
      "This server can be reached from other machines and takes requests over https only. Use https"
          + " with the authority in its data folder (tls/ca.pem), or start it with"
          + " --allow-remote-plaintext if the network is yours alone.\n";

  private final HttpHandler next;

  EncryptedOnly(HttpHandler next) {
    this.next = next;
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws Exception {
    if (request.secure()) {
      return next.handle(request);
    }
    Headers headers = new Headers().add("content-type", "text/plain; charset=utf-8");
    return HttpResponse.of(FORBIDDEN, headers, REFUSAL.getBytes(StandardCharsets.UTF_8));
  }
}
