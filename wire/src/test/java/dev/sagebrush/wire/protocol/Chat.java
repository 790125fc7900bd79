package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An API with one operation, {@code Chat}, whose input is a stream of events beside a topic. */
final class Chat {

  private Chat() {}

  static Api api(String protocol) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("topic", Map.of("shape", "Text", "location", "header", "locationName", "x-topic"));
    input.put("events", Map.of("shape", "Events"));
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("text", Map.of("shape", "Text"));
    said.put("n", Map.of("shape", "Number"));
    said.put("mood", Map.of("shape", "Text", "eventheader", true));
    Map<String, Object> shapes =
        Map.of(
            "ChatInput",
            Map.of("type", "structure", "members", input, "payload", "events"),
            "Events",
            Map.of(
                "type",
                "structure",
                "eventstream",
                true,
                "members",
                Map.of("Said", Map.of("shape", "Said"))),
            "Said",
            Map.of("type", "structure", "event", true, "members", said),
            "Text",
            Map.of("type", "string"),
            "Number",
            Map.of("type", "integer"));
    Map<String, Object> operation =
        Map.of(
            "http",
            Map.of("method", "POST", "requestUri", "/chat"),
            "input",
            Map.of("shape", "ChatInput"));
    return Api.dynamic(
        Map.of(
            "metadata",
            Map.of("protocols", List.of(protocol), "jsonVersion", "1.1", "targetPrefix", "Chat"),
            "operations",
            Map.of("Chat", operation),
            "shapes",
            shapes),
        "chat");
  }
}
