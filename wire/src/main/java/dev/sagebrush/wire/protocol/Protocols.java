package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.wire.codec.JsonCodec;
import dev.sagebrush.wire.codec.Limits;
import dev.sagebrush.wire.codec.Notation;
import dev.sagebrush.wire.codec.XmlCodec;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.util.List;
import java.util.Locale;

/** Every protocol, and which of them a request speaks. Thread-safe; made once per server. */
public final class Protocols {

  private final Protocol json;
  private final Protocol amazonCbor;
  private final Protocol rpcCbor;
  private final Protocol restJson;
  private final Protocol restXml;
  private final Protocol s3;
  private final Protocol query;
  private final Protocol ec2;

  /** The protocols, with {@link Limits#DEFAULT} for what a stranger may send. */
  public Protocols() {
    this(Limits.DEFAULT);
  }

  /** The protocols. */
  public Protocols(Limits limits) {
    JsonCodec jsonCodec = new JsonCodec(Notation.JSON, limits);
    XmlCodec xmlCodec = new XmlCodec(limits);
    this.json = new JsonRpc(jsonCodec);
    this.amazonCbor = new JsonRpc(new JsonCodec(Notation.CBOR_MILLIS, limits));
    this.rpcCbor = new JsonRpc(new JsonCodec(Notation.CBOR, limits));
    this.restJson = new Rest(new JsonDocuments(jsonCodec));
    this.restXml = new Rest(new XmlDocuments(xmlCodec, limits, XmlErrors.WRAPPED));
    this.s3 = new Rest(new XmlDocuments(xmlCodec, limits, XmlErrors.S3));
    this.query = new QueryRpc(false, limits);
    this.ec2 = new QueryRpc(true, limits);
  }

  /**
   * A protocol by the name {@link Api#protocols()} gives it.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public Protocol of(String name, Api api) {
    return switch (name) {
      case "json" -> json;
      case "rest-json" -> restJson;
      case "rest-xml" -> api.s3Dialect() ? s3 : restXml;
      case "query" -> query;
      case "ec2" -> ec2;
      case "smithy-rpc-v2-cbor" -> rpcCbor;
      default -> throw new IllegalArgumentException("unknown protocol " + name);
    };
  }

  /**
   * The protocol that a request to an API speaks. An API may speak several and its clients differ:
   * what the request itself says decides, and the model's first choice where it says nothing.
   */
  public Protocol detect(HttpRequest request, Api api) {
    List<String> spoken = api.protocols();
    Headers headers = request.headers();
    if ("rpc-v2-cbor".equals(headers.get("smithy-protocol"))) {
      return rpcCbor;
    }
    String type = headers.get("content-type", "").toLowerCase(Locale.ROOT);
    if (type.startsWith("application/x-amz-cbor-1")) {
      return amazonCbor;
    }
    boolean targeted = headers.has("x-amz-target") || type.startsWith("application/x-amz-json-1");
    if (targeted && api.jsonVersion() != null) {
      return json;
    }
    boolean form = type.startsWith("application/x-www-form-urlencoded");
    if (form || request.rawQuery().contains("Action=")) {
      if (spoken.contains("query")) {
        return query;
      }
      if (spoken.contains("ec2")) {
        return ec2;
      }
    }
    return of(spoken.getFirst(), api);
  }
}
