package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.engine.container.ModelServer.Invocation;
import dev.sagebrush.engine.container.ModelServer.Reply;
import java.nio.charset.StandardCharsets;

/** Requests and answers as text. */
final class Talk {

  private Talk() {}

  static Reply ask(ModelServer server, String contentType, String accept, String body) {
    return ask(server, contentType, accept, body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply ask(ModelServer server, String contentType, String accept, byte[] body) {
    return server.invoke(new Invocation(body, contentType, accept, ""));
  }

  static String text(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
