package dev.sagebrush.conformance.protocol;

import dev.sagebrush.model.Api;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.smithy.aws.traits.protocols.RestXmlTrait;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.knowledge.TopDownIndex;
import software.amazon.smithy.model.neighbor.Walker;
import software.amazon.smithy.model.shapes.MemberShape;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.Shape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.model.traits.EndpointTrait;
import software.amazon.smithy.model.traits.HttpChecksumRequiredTrait;
import software.amazon.smithy.model.traits.HttpTrait;
import software.amazon.smithy.model.traits.XmlNamespaceTrait;

/** A Smithy service as the tree of a C2J model, which is what {@link Api#dynamic} takes. */
final class Tree {

  private final Model model;
  private final ServiceShape service;
  private final String protocol;

  private Tree(Model model, ServiceShape service, String protocol) {
    this.model = model;
    this.service = service;
    this.protocol = protocol;
  }

  /** The API of a service that speaks a protocol, named by the last part of its trait. */
  static Api api(Model model, ServiceShape service, String protocol) {
    return Api.dynamic(new Tree(model, service, protocol).tree(), service.getId().getName());
  }

  private Map<String, Object> tree() {
    Map<String, Object> shapes = new LinkedHashMap<>();
    TreeShapes converter = new TreeShapes(model, protocol, queryCompatible());
    for (Shape shape : new Walker(model).walkShapes(service)) {
      if (!(shape instanceof MemberShape)
          && !shape.isServiceShape()
          && !shape.isOperationShape()
          && !shape.isResourceShape()) {
        converter.convert(shape, shapes);
      }
    }
    Map<String, Object> operations = new LinkedHashMap<>();
    for (OperationShape operation : TopDownIndex.of(model).getContainedOperations(service)) {
      operations.put(operation.getId().getName(), operation(operation));
    }
    return Map.of("metadata", metadata(), "operations", operations, "shapes", shapes);
  }

  private Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("apiVersion", service.getVersion());
    metadata.put("protocols", List.of(name()));
    metadata.put("serviceId", service.getId().getName());
    metadata.put("endpointPrefix", "test");
    metadata.put("targetPrefix", service.getId().getName());
    switch (protocol) {
      case "awsJson1_0" -> metadata.put("jsonVersion", "1.0");
      case "awsJson1_1" -> metadata.put("jsonVersion", "1.1");
      default -> {
        // The others have no version.
      }
    }
    if (protocol.equals("awsJson1_0") || protocol.equals("rpcv2Cbor")) {
      metadata.put("errorNamespace", service.getId().getNamespace());
    }
    service
        .getTrait(XmlNamespaceTrait.class)
        .ifPresent(namespace -> metadata.put("xmlNamespace", namespace.getUri()));
    if (service.getTrait(RestXmlTrait.class).filter(RestXmlTrait::isNoErrorWrapping).isPresent()) {
      metadata.put("signatureVersion", "s3");
    }
    if (queryCompatible()) {
      metadata.put("awsQueryCompatible", Map.of());
    }
    return metadata;
  }

  private boolean queryCompatible() {
    return service.hasTrait(ShapeId.from("aws.protocols#awsQueryCompatible"));
  }

  private String name() {
    return switch (protocol) {
      case "awsJson1_0", "awsJson1_1" -> "json";
      case "awsQuery" -> "query";
      case "ec2Query" -> "ec2";
      case "restJson1" -> "rest-json";
      case "restXml" -> "rest-xml";
      case "rpcv2Cbor" -> "smithy-rpc-v2-cbor";
      default -> throw new IllegalArgumentException(protocol);
    };
  }

  private Map<String, Object> operation(OperationShape operation) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", operation.getId().getName());
    Optional<HttpTrait> http =
        protocol.startsWith("rest") ? operation.getTrait(HttpTrait.class) : Optional.empty();
    facts.put(
        "http",
        Map.of(
            "method", http.map(HttpTrait::getMethod).orElse("POST"),
            "requestUri", http.map(trait -> trait.getUri().toString()).orElse("/"),
            "responseCode", http.map(HttpTrait::getCode).orElse(200)));
    if (!TreeShapes.unit(operation.getInputShape())) {
      facts.put("input", Map.of("shape", TreeShapes.name(operation.getInputShape())));
    }
    if (!TreeShapes.unit(operation.getOutputShape())) {
      facts.put("output", output(operation));
    } else if (protocol.equals("awsQuery")) {
      facts.put("output", Map.of("resultWrapper", operation.getId().getName() + "Result"));
    }
    facts.put(
        "errors",
        operation.getErrors(service).stream()
            .map(error -> Map.of("shape", TreeShapes.name(error)))
            .toList());
    if (operation.hasTrait(HttpChecksumRequiredTrait.class)) {
      facts.put("httpChecksumRequired", true);
    }
    operation
        .getTrait(EndpointTrait.class)
        .ifPresent(
            trait -> facts.put("endpoint", Map.of("hostPrefix", trait.getHostPrefix().toString())));
    return facts;
  }

  private Map<String, Object> output(OperationShape operation) {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("shape", TreeShapes.name(operation.getOutputShape()));
    TreeShapes.namespace(model.expectShape(operation.getOutputShape()), output);
    if (protocol.equals("awsQuery")) {
      output.put("resultWrapper", operation.getId().getName() + "Result");
    }
    if (operation.hasTrait(ShapeId.from("aws.customizations#s3UnwrappedXmlOutput"))) {
      output.put("unwrapped", true);
    }
    return output;
  }
}
