package dev.sagebrush.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the model says of one operation; see {@link Operation} for the meaning of each part. */
record OperationFacts(
    Shape input,
    Shape output,
    List<Shape> errors,
    String method,
    String uri,
    int status,
    @Nullable String resultWrapper,
    @Nullable String inputElement,
    @Nullable XmlNamespace inputNamespace,
    @Nullable String outputElement,
    @Nullable String outputNamespace,
    boolean unwrappedOutput,
    @Nullable String hostPrefix,
    @Nullable String checksumAlgorithmMember,
    boolean checksumRequired,
    boolean unauthenticated,
    boolean deprecated) {

  static OperationFacts of(Facts facts, ApiModel model) {
    Facts http = facts.object("http");
    Facts input = facts.object("input");
    Facts output = facts.object("output");
    XmlNamespace namespace = XmlNamespace.of(output);
    Facts checksum = facts.object("httpChecksum");
    return new OperationFacts(
        shape(input, model),
        shape(output, model),
        facts.objects("errors").stream().map(error -> shape(error, model)).toList(),
        http.text("method", "POST"),
        http.text("requestUri", "/"),
        http.number("responseCode", 200),
        output.text("resultWrapper"),
        input.text("locationName"),
        XmlNamespace.of(input),
        output.text("locationName"),
        namespace == null ? model.outputNamespace() : namespace.uri(),
        output.flag("unwrapped"),
        facts.object("endpoint").text("hostPrefix"),
        checksum.text("requestAlgorithmMember"),
        checksum.flag("requestChecksumRequired") || facts.flag("httpChecksumRequired"),
        "none".equals(facts.text("authtype")),
        facts.flag("deprecated"));
  }

  private static Shape shape(Facts reference, ApiModel model) {
    String name = reference.text("shape");
    return name == null ? Shape.UNIT : model.shape(name);
  }
}
