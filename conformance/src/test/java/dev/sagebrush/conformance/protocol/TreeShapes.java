package dev.sagebrush.conformance.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.smithy.aws.traits.protocols.AwsQueryErrorTrait;
import software.amazon.smithy.aws.traits.protocols.Ec2QueryNameTrait;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.node.ObjectNode;
import software.amazon.smithy.model.shapes.EnumShape;
import software.amazon.smithy.model.shapes.MemberShape;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.Shape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.model.shapes.ToShapeId;
import software.amazon.smithy.model.traits.ClientOptionalTrait;
import software.amazon.smithy.model.traits.DefaultTrait;
import software.amazon.smithy.model.traits.ErrorTrait;
import software.amazon.smithy.model.traits.EventHeaderTrait;
import software.amazon.smithy.model.traits.EventPayloadTrait;
import software.amazon.smithy.model.traits.HostLabelTrait;
import software.amazon.smithy.model.traits.HttpErrorTrait;
import software.amazon.smithy.model.traits.HttpHeaderTrait;
import software.amazon.smithy.model.traits.HttpLabelTrait;
import software.amazon.smithy.model.traits.HttpPayloadTrait;
import software.amazon.smithy.model.traits.HttpPrefixHeadersTrait;
import software.amazon.smithy.model.traits.HttpQueryParamsTrait;
import software.amazon.smithy.model.traits.HttpQueryTrait;
import software.amazon.smithy.model.traits.HttpResponseCodeTrait;
import software.amazon.smithy.model.traits.IdempotencyTokenTrait;
import software.amazon.smithy.model.traits.InternalTrait;
import software.amazon.smithy.model.traits.JsonNameTrait;
import software.amazon.smithy.model.traits.LengthTrait;
import software.amazon.smithy.model.traits.MediaTypeTrait;
import software.amazon.smithy.model.traits.PatternTrait;
import software.amazon.smithy.model.traits.RangeTrait;
import software.amazon.smithy.model.traits.RequiresLengthTrait;
import software.amazon.smithy.model.traits.SensitiveTrait;
import software.amazon.smithy.model.traits.SparseTrait;
import software.amazon.smithy.model.traits.StreamingTrait;
import software.amazon.smithy.model.traits.TimestampFormatTrait;
import software.amazon.smithy.model.traits.Trait;
import software.amazon.smithy.model.traits.UniqueItemsTrait;
import software.amazon.smithy.model.traits.UnitTypeTrait;
import software.amazon.smithy.model.traits.XmlAttributeTrait;
import software.amazon.smithy.model.traits.XmlFlattenedTrait;
import software.amazon.smithy.model.traits.XmlNameTrait;
import software.amazon.smithy.model.traits.XmlNamespaceTrait;

/** Converts Smithy shapes into shapes of a C2J model. */
final class TreeShapes {

  private final Model model;
  private final String protocol;
  private final boolean queryCompatible;
  private final Set<ShapeId> outputs = new HashSet<>();
  private final boolean rest;
  private final boolean xml;

  TreeShapes(Model model, String protocol, boolean queryCompatible) {
    this.model = model;
    this.protocol = protocol;
    this.queryCompatible = queryCompatible;
    Set<ShapeId> inputs = new HashSet<>();
    for (OperationShape operation : model.getOperationShapes()) {
      outputs.add(operation.getOutputShape());
      inputs.add(operation.getInputShape());
    }
    outputs.removeAll(inputs);
    this.rest = protocol.startsWith("rest");
    this.xml = protocol.endsWith("Xml") || protocol.endsWith("Query");
  }

  static boolean unit(ToShapeId shape) {
    return shape.toShapeId().equals(UnitTypeTrait.UNIT);
  }

  static String name(ToShapeId shape) {
    ShapeId id = shape.toShapeId();
    return switch (id.getNamespace()) {
      case "smithy.api", "aws.protocoltests.shared" -> id.toString();
      default -> id.getName();
    };
  }

  void convert(Shape shape, Map<String, Object> shapes) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("type", type(shape));
    common(shape, facts);
    constraints(shape, facts);
    switch (shape.getType()) {
      case STRUCTURE, UNION -> structure(shape, facts, shapes);
      case LIST, SET -> {
        MemberShape element = shape.asListShape().orElseThrow().getMember();
        facts.put("member", member(element, shapes));
      }
      case MAP -> {
        facts.put("key", member(shape.asMapShape().orElseThrow().getKey(), shapes));
        facts.put("value", member(shape.asMapShape().orElseThrow().getValue(), shapes));
      }
      default -> {
        // Simple shapes are all said.
      }
    }
    shapes.put(name(shape), facts);
  }

  private static String type(Shape shape) {
    return switch (shape.getType()) {
      case STRUCTURE, UNION, DOCUMENT -> "structure";
      case LIST, SET -> "list";
      case MAP -> "map";
      case STRING, ENUM -> "string";
      case INT_ENUM -> "integer";
      case BIG_INTEGER -> "biginteger";
      case BIG_DECIMAL -> "bigdecimal";
      default -> shape.getType().toString();
    };
  }

  private void common(Shape shape, Map<String, Object> facts) {
    if (shape.isDocumentShape()) {
      facts.put("document", true);
    }
    flag(shape, StreamingTrait.class, "streaming", facts);
    flag(shape, SparseTrait.class, "sparse", facts);
    flag(shape, SensitiveTrait.class, "sensitive", facts);
    flag(shape, RequiresLengthTrait.class, "requiresLength", facts);
    shape
        .getTrait(TimestampFormatTrait.class)
        .ifPresent(trait -> facts.put("timestampFormat", trait.getValue()));
    shape
        .getTrait(MediaTypeTrait.class)
        .ifPresent(trait -> facts.put("mediaType", trait.getValue()));
    if (xml) {
      shape.getTrait(XmlNameTrait.class).ifPresent(t -> facts.put("locationName", t.getValue()));
    }
  }

  static void namespace(Shape shape, Map<String, Object> facts) {
    shape
        .getTrait(XmlNamespaceTrait.class)
        .ifPresent(trait -> {
          Map<String, Object> namespace = new LinkedHashMap<>();
          namespace.put("uri", trait.getUri());
          trait.getPrefix().ifPresent(prefix -> namespace.put("prefix", prefix));
          facts.put("xmlNamespace", namespace);
        });
  }

  private static void constraints(Shape shape, Map<String, Object> facts) {
    flag(shape, UniqueItemsTrait.class, "uniqueItems", facts);
    shape.getTrait(PatternTrait.class).ifPresent(t -> facts.put("pattern", t.getValue()));
    shape
        .getTrait(LengthTrait.class)
        .ifPresent(trait -> {
          trait.getMin().ifPresent(min -> facts.put("min", min));
          trait.getMax().ifPresent(max -> facts.put("max", max));
        });
    shape
        .getTrait(RangeTrait.class)
        .ifPresent(trait -> {
          trait.getMin().ifPresent(min -> facts.put("min", min));
          trait.getMax().ifPresent(max -> facts.put("max", max));
        });
    if (shape instanceof EnumShape values) {
      facts.put("enum", published(values));
    } else {
      shape
          .findTrait("smithy.api#enum")
          .ifPresent(trait -> facts.put("enum", definitions(trait.toNode())));
    }
  }

  /** The values of the trait that came before enumeration shapes. */
  private static List<String> definitions(Node trait) {
    return trait.expectArrayNode().getElementsAs(ObjectNode.class).stream()
        .filter(value ->
            !value
                .getArrayMember("tags")
                .orElse(Node.arrayNode())
                .getElements()
                .contains(Node.from("internal")))
        .map(value -> value.expectStringMember("value").getValue())
        .toList();
  }

  /** The values that are not for internal use. */
  private static List<String> published(EnumShape shape) {
    return shape.members().stream()
        .filter(value -> !value.hasTrait(InternalTrait.class))
        .map(value -> shape.getEnumValues().get(value.getMemberName()))
        .toList();
  }

  private void structure(Shape shape, Map<String, Object> facts, Map<String, Object> shapes) {
    Map<String, Object> members = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (MemberShape member : shape.members()) {
      members.put(member.getMemberName(), member(member, shapes));
      if (member.isRequired()) {
        required.add(member.getMemberName());
      }
      if (rest && member.hasTrait(HttpPayloadTrait.class)) {
        facts.put("payload", member.getMemberName());
      }
    }
    facts.put("members", members);
    facts.put("required", required);
    if (shape.isUnionShape()) {
      facts.put("union", true);
      if (shape.hasTrait(StreamingTrait.class)) {
        facts.put("eventstream", true);
        facts.remove("streaming");
      }
    }
    shape.getTrait(ErrorTrait.class).ifPresent(trait -> error(shape, trait, facts));
  }

  private void error(Shape shape, ErrorTrait trait, Map<String, Object> facts) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put(
        "httpStatusCode",
        shape
            .getTrait(HttpErrorTrait.class)
            .map(HttpErrorTrait::getCode)
            .orElse(trait.getDefaultHttpStatusCode()));
    error.put("senderFault", trait.isClientError());
    if (queryCompatible || protocol.equals("awsQuery")) {
      shape
          .getTrait(AwsQueryErrorTrait.class)
          .ifPresent(query -> {
            error.put("code", query.getCode());
            if (!queryCompatible) {
              error.put("httpStatusCode", query.getHttpResponseCode());
            }
          });
    }
    facts.put("exception", true);
    facts.put("error", error);
    if (trait.isServerError()) {
      facts.put("fault", true);
    }
  }

  private Map<String, Object> member(MemberShape member, Map<String, Object> shapes) {
    Map<String, Object> facts = new LinkedHashMap<>();
    Shape target = model.expectShape(member.getTarget());
    facts.put("shape", target(member, target, shapes));
    if (rest) {
      bindings(member, facts);
      if (outputs.contains(member.getContainer())) {
        onlyForRequests(facts);
      }
    }
    if (protocol.equals("restJson1")) {
      member.getTrait(JsonNameTrait.class).ifPresent(t -> facts.put("locationName", t.getValue()));
    }
    if (xml) {
      if (!facts.containsKey("location")) {
        member.getTrait(XmlNameTrait.class).ifPresent(t -> facts.put("locationName", t.getValue()));
      }
      flag(member, XmlAttributeTrait.class, "xmlAttribute", facts);
      flag(member, XmlFlattenedTrait.class, "flattened", facts);
      namespace(member, facts);
      if (member.hasTrait(HttpPayloadTrait.class) && !facts.containsKey("xmlNamespace")) {
        namespace(target, facts);
      }
    }
    if (protocol.equals("ec2Query")) {
      member.getTrait(Ec2QueryNameTrait.class).ifPresent(t -> facts.put("queryName", t.getValue()));
    }
    member
        .getTrait(TimestampFormatTrait.class)
        .ifPresent(trait -> facts.put("timestampFormat", trait.getValue()));
    flag(member, EventPayloadTrait.class, "eventpayload", facts);
    flag(member, EventHeaderTrait.class, "eventheader", facts);
    flag(member, IdempotencyTokenTrait.class, "idempotencyToken", facts);
    flag(member, HostLabelTrait.class, "hostLabel", facts);
    if (target.hasTrait(StreamingTrait.class) && target.isBlobShape()) {
      facts.put("streaming", true);
    }
    member
        .getTrait(DefaultTrait.class)
        .map(DefaultTrait::toNode)
        .filter(value -> !value.isNullNode() && !member.hasTrait(ClientOptionalTrait.class))
        .ifPresent(value -> facts.put("default", Values.plain(value)));
    return facts;
  }

  /** The target; a copy of it where constraints on the member stand before its own. */
  private String target(MemberShape member, Shape target, Map<String, Object> shapes) {
    Map<String, Object> own = new LinkedHashMap<>();
    constraints(member, own);
    boolean flat = xml && member.hasTrait(XmlFlattenedTrait.class) && target.isListShape();
    if (own.isEmpty() && !flat) {
      return name(target);
    }
    convert(target, shapes);
    Map<String, Object> copy = new LinkedHashMap<>();
    ((Map<?, ?>) shapes.get(name(target))).forEach((key, value) -> copy.put(key.toString(), value));
    copy.putAll(own);
    if (flat) {
      Map<String, Object> element = new LinkedHashMap<>();
      ((Map<?, ?>) copy.get("member")).forEach((key, value) -> element.put(key.toString(), value));
      element.remove("locationName");
      copy.put("member", element);
    }
    String name = member.getId().toString();
    shapes.put(name, copy);
    return name;
  }

  private static void bindings(MemberShape member, Map<String, Object> facts) {
    member.getTrait(HttpHeaderTrait.class).ifPresent(t -> put(facts, "header", t.getValue()));
    member
        .getTrait(HttpPrefixHeadersTrait.class)
        .ifPresent(t -> put(facts, "headers", t.getValue()));
    member.getTrait(HttpQueryTrait.class).ifPresent(t -> put(facts, "querystring", t.getValue()));
    if (member.hasTrait(HttpLabelTrait.class)) {
      put(facts, "uri", member.getMemberName());
    }
    if (member.hasTrait(HttpQueryParamsTrait.class)) {
      put(facts, "querystring", member.getMemberName());
    }
    if (member.hasTrait(HttpResponseCodeTrait.class)) {
      put(facts, "statusCode", member.getMemberName());
    }
  }

  /** A label or a query parameter of an answer travels in its document. */
  private static void onlyForRequests(Map<String, Object> facts) {
    if ("querystring".equals(facts.get("location")) || "uri".equals(facts.get("location"))) {
      facts.remove("location");
      facts.remove("locationName");
    }
  }

  private static void put(Map<String, Object> facts, String location, String name) {
    facts.put("location", location);
    facts.put("locationName", name);
  }

  private static void flag(
      Shape shape, Class<? extends Trait> trait, String name, Map<String, Object> facts) {
    if (shape.hasTrait(trait)) {
      facts.put(name, true);
    }
  }
}
