package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Location;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.XmlNamespace;
import dev.sagebrush.wire.codec.Limits;
import dev.sagebrush.wire.codec.Malformed;
import dev.sagebrush.wire.codec.XmlCodec;
import dev.sagebrush.wire.codec.XmlOutput;
import dev.sagebrush.wire.codec.XmlWriter;
import dev.sagebrush.wire.eventstream.EventDocuments;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** REST with XML documents. Source: Smithy specification, "AWS restXml protocol". */
final class XmlDocuments implements Documents {

  private final XmlCodec codec;
  private final Limits limits;
  private final XmlErrors errors;

  XmlDocuments(XmlCodec codec, Limits limits, XmlErrors errors) {
    this.codec = codec;
    this.limits = limits;
    this.errors = errors;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public String contentType() {
    return "application/xml";
  }

  @Override
  public void read(byte[] document, Shape shape, @Nullable Object[] values) {
    codec.read(document, shape, values);
  }

  @Override
  public Object readPayload(byte[] document, Member payload) {
    Shape shape = payload.shape();
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    codec.read(document, shape, values);
    return shape.create(values);
  }

  @Override
  public byte[] write(Operation<?, ?> operation, Struct answer) {
    XmlOutput out = new XmlOutput().declaration();
    if (operation.unwrappedOutput()) {
      unwrapped(operation, answer, out);
      return out.bytes();
    }
    String name = operation.outputElement();
    Shape shape = answer.modelShape();
    new XmlWriter(out)
        .structure(
            name == null ? rootName(shape) : name,
            answer,
            namespace(operation, shape.xmlNamespace()));
    return out.bytes();
  }

  private static void unwrapped(Operation<?, ?> operation, Struct answer, XmlOutput out) {
    for (Member member : answer.modelShape().members()) {
      if (member.location() == Location.BODY) {
        Object value = answer.memberAt(member.index());
        XmlNamespace namespace = namespace(operation, member.xmlNamespace());
        new XmlWriter(out).element(member.wireName(), member, value, namespace);
        return;
      }
    }
  }

  @Override
  public byte[] writePayload(Operation<?, ?> operation, Member payload, Object value) {
    XmlOutput out = new XmlOutput().declaration();
    String name = payload.locationName();
    XmlNamespace namespace = namespace(operation, payload.xmlNamespace());
    new XmlWriter(out)
        .element(name == null ? rootName(payload.shape()) : name, payload, value, namespace);
    return out.bytes();
  }

  private static String rootName(Shape shape) {
    String name = shape.locationName();
    return name == null ? shape.name() : name;
  }

  private static @Nullable XmlNamespace namespace(
      Operation<?, ?> operation, @Nullable XmlNamespace own) {
    if (own != null) {
      return own;
    }
    String uri = operation.outputNamespace();
    uri = uri == null ? operation.api().xmlNamespace() : uri;
    return uri == null ? null : new XmlNamespace(uri, null);
  }

  @Override
  public EventDocuments events() {
    return new EventDocuments() {
      @Override
      public String contentType() {
        return "text/xml";
      }

      @Override
      public void read(byte[] document, Shape shape, @Nullable Object[] values) {
        codec.read(document, shape, values);
      }

      @Override
      public byte[] write(Struct struct) {
        XmlOutput out = new XmlOutput();
        Shape shape = struct.modelShape();
        new XmlWriter(out).structure(rootName(shape), struct, shape.xmlNamespace());
        return out.bytes();
      }
    };
  }

  @Override
  public ServiceException malformedBody(Malformed malformed) {
    return errors.malformedBody(malformed);
  }

  @Override
  public ServiceException malformedBinding(Malformed malformed) {
    return errors.malformedBinding(malformed);
  }

  @Override
  public boolean guarded() {
    return false;
  }

  @Override
  public boolean always(Operation<?, ?> operation) {
    return false;
  }

  @Override
  public Headers headers(HttpRequest request) {
    return errors.headers(request);
  }

  @Override
  public HttpResponse error(
      Api api, @Nullable Operation<?, ?> operation, ServiceException error, HttpRequest request) {
    return errors.write(api, error, request);
  }
}
