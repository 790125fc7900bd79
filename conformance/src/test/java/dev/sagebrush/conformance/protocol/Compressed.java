package dev.sagebrush.conformance.protocol;

import dev.sagebrush.model.Api;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.node.ObjectNode;
import software.amazon.smithy.model.node.StringNode;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestCase;

/**
 * The cases of request compression state what is sent, and a {@code Content-Encoding} that says it
 * is compressed, but leave out the body. Here it is: the document of what is sent, compressed.
 */
final class Compressed {

  private Compressed() {}

  /** Whether a case is one of those. */
  static boolean leftOut(HttpRequestTestCase test) {
    return test.getBody().isEmpty()
        && test.getHeaders().getOrDefault("Content-Encoding", "").endsWith("gzip");
  }

  /** The body that the case leaves out. */
  static byte[] body(Api api, HttpRequestTestCase test) throws IOException {
    String protocol = api.protocols().getFirst();
    Map<String, String> members = new LinkedHashMap<>();
    test.getParams()
        .getStringMap()
        .forEach((name, value) -> members.put(name, value.expectStringNode().getValue()));
    if (protocol.startsWith("rest-")) {
      // It travels in the header.
      members.remove("encoding");
    }
    String document =
        switch (protocol) {
          case "json", "rest-json" -> json(members);
          case "rest-xml" ->
              "<PutWithContentEncodingInput>" + xml(members) + "</PutWithContentEncodingInput>";
          default -> form(api, members);
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(document.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  /** What that is a document of. */
  static String mediaType(Api api) {
    String protocol = api.protocols().getFirst();
    return switch (protocol) {
      case "json" -> "application/x-amz-json-" + api.jsonVersion();
      case "rest-json" -> "application/json";
      case "rest-xml" -> "application/xml";
      default -> "application/x-www-form-urlencoded";
    };
  }

  private static String json(Map<String, String> members) {
    ObjectNode.Builder object = Node.objectNodeBuilder();
    members.forEach((name, value) -> object.withMember(name, StringNode.from(value)));
    return Node.printJson(object.build());
  }

  private static String xml(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member ->
            "<" + member.getKey() + ">" + member.getValue() + "</" + member.getKey() + ">")
        .collect(Collectors.joining());
  }

  private static String form(Api api, Map<String, String> members) {
    boolean ec2 = api.protocols().getFirst().equals("ec2");
    StringBuilder out = new StringBuilder("Action=PutWithContentEncoding&Version=" + api.version());
    members.forEach((name, value) -> {
      // EC2 writes the names of members with a capital.
      String sent = ec2 ? name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) : name;
      out.append('&').append(sent).append('=');
      out.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    });
    return out.toString();
  }
}
