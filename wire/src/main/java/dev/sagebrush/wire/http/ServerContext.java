package dev.sagebrush.wire.http;

import dev.sagebrush.kernel.RequestIds;

/** What every connection of a server shares. */
record ServerContext(
    HttpServerOptions options,
    HttpHandler handler,
    HttpMetrics metrics,
    RequestIds ids,
    DateHeader date,
    Connections connections) {

  HttpLimits limits() {
    return options.limits();
  }
}
