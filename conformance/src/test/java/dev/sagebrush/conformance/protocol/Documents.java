package dev.sagebrush.conformance.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** Documents in a form that compares by equality, by media type. */
final class Documents {

  private Documents() {}

  /** What a body says; what is written differs in form only where this is equal. */
  static Object read(byte[] body, String mediaType) throws Exception {
    return switch (mediaType) {
      case "application/json" -> body.length == 0 ? "" : json(text(body));
      case "application/xml" -> body.length == 0 ? "" : xml(body);
      case "application/cbor" -> body.length == 0 ? "" : String.valueOf(cbor(body));
      default -> text(body);
    };
  }

  /** The bytes that a case states: binary media types are in base64. */
  static byte[] stated(String body, String mediaType) {
    return mediaType.equals("application/cbor") || mediaType.equals("application/octet-stream")
        ? decoded(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] decoded(String body) {
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException plain) {
      return body.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static Object json(String text) {
    Object value =
        Values.comparable(Values.plain(software.amazon.smithy.model.node.Node.parse(text)));
    return value == null ? "null" : value;
  }

  private static Object xml(byte[] body) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    Element root =
        factory.newDocumentBuilder().parse(new ByteArrayInputStream(body)).getDocumentElement();
    return element(root);
  }

  /** An element as name, attributes, then text or children; the request's id is no matter. */
  private static List<Object> element(Element element) {
    List<Object> parts = new ArrayList<>();
    parts.add(element.getNodeName());
    Map<String, String> attributes = new TreeMap<>();
    NamedNodeMap map = element.getAttributes();
    for (int i = 0; i < map.getLength(); i++) {
      attributes.put(map.item(i).getNodeName(), map.item(i).getNodeValue());
    }
    parts.add(attributes);
    List<Object> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && !metadata(child)) {
        children.add(element(child));
      }
    }
    parts.add(children.isEmpty() ? element.getTextContent().strip() : children);
    return parts;
  }

  private static boolean metadata(Element element) {
    return switch (element.getNodeName()) {
      case "RequestId", "RequestID", "requestId", "HostId", "ResponseMetadata" -> true;
      default -> false;
    };
  }

  private static @Nullable Object cbor(byte[] body) throws IOException {
    try (JsonParser parser = new CBORFactory().createParser(body)) {
      parser.nextToken();
      return cbor(parser);
    }
  }

  private static @Nullable Object cbor(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> map = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, String.valueOf(cbor(parser)));
        }
        yield new LinkedHashMap<>(map);
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(String.valueOf(cbor(parser)));
        }
        yield list;
      }
      case VALUE_EMBEDDED_OBJECT -> Arrays.toString(parser.getBinaryValue());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Values.comparable(parser.getNumberValue());
      default -> parser.getText();
    };
  }
}
