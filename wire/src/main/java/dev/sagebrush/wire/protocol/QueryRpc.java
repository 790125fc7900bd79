package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.codec.FormFields;
import dev.sagebrush.wire.codec.FormReader;
import dev.sagebrush.wire.codec.Limits;
import dev.sagebrush.wire.codec.Malformed;
import dev.sagebrush.wire.codec.XmlOutput;
import dev.sagebrush.wire.codec.XmlWriter;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query protocol and EC2's variant: a form in a POST or in the query string of a GET, an XML
 * document back. Sources: Smithy specification, "AWS query protocol", "AWS EC2 query protocol".
 */
final class QueryRpc implements Protocol {

  private final boolean ec2;
  private final Limits limits;
  private final FormReader reader;
  private final XmlErrors errors;

  QueryRpc(boolean ec2, Limits limits) {
    this.ec2 = ec2;
    this.limits = limits;
    this.reader = new FormReader(ec2, limits);
    this.errors = ec2 ? XmlErrors.EC2 : XmlErrors.WRAPPED;
  }

  @Override
  public Struct read(Operation<?, ?> operation, HttpRequest request, Map<String, String> labels)
      throws IOException {
    Shape shape = operation.input();
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    byte[] body = Bodies.whole(request, limits);
    try {
      String form =
          body.length == 0 ? request.rawQuery() : new String(body, StandardCharsets.ISO_8859_1);
      reader.read(FormFields.parse(form, limits.parameters()), shape, values);
    } catch (Malformed malformed) {
      throw ServiceException.of("MalformedInput", 400, malformed.message());
    }
    return shape.create(values);
  }

  @Override
  public HttpResponse write(Operation<?, ?> operation, Struct answer, HttpRequest request) {
    Headers headers = Replies.headers(request).add("content-type", contentType());
    XmlOutput out = new XmlOutput();
    String root = operation.name() + "Response";
    out.start(root).namespace(operation.api().xmlNamespace());
    String wrapper = ec2 ? null : operation.resultWrapper();
    if (wrapper != null) {
      out.start(wrapper);
    }
    XmlWriter writer = new XmlWriter(out);
    if (operation.output() != Shape.UNIT) {
      writer.members(answer);
    }
    if (wrapper != null) {
      out.end(wrapper);
    }
    if (ec2) {
      out.element("requestId", request.id());
    } else {
      out.start("ResponseMetadata").element("RequestId", request.id()).end("ResponseMetadata");
    }
    return HttpResponse.of(operation.status(), headers, out.end(root).bytes());
  }

  @Override
  public HttpResponse error(
      Api api, @Nullable Operation<?, ?> operation, ServiceException error, HttpRequest request) {
    HttpResponse response = errors.write(api, error, request);
    response.headers().set("content-type", contentType());
    return response;
  }

  private String contentType() {
    return ec2 ? "text/xml;charset=UTF-8" : "text/xml";
  }
}
