package dev.sagebrush.wire.http;

/** Answers requests, each on a virtual thread of its own. */
@FunctionalInterface
public interface HttpHandler {

  /**
   * The answer to a request. Whatever the handler leaves unread of the body the server drains or
   * cuts off.
   */
  HttpResponse handle(HttpRequest request) throws Exception;
}
