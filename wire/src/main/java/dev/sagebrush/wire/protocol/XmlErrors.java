package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.codec.Malformed;
import dev.sagebrush.wire.codec.XmlOutput;
import dev.sagebrush.wire.codec.XmlWriter;
import dev.sagebrush.wire.http.Content;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How dialects of XML word errors and name requests. */
enum XmlErrors {

  /** REST XML and the query protocol: {@code ErrorResponse} around {@code Error}. */
  WRAPPED {
    @Override
    byte[] document(Api api, ServiceException error, HttpRequest request) {
      XmlOutput out = new XmlOutput().start("ErrorResponse");
      out.start("Error").element("Type", Replies.fault(error));
      details(out, error);
      out.end("Error").element("RequestId", request.id()).end("ErrorResponse");
      return out.bytes();
    }
  },

  /** EC2: {@code Response} around {@code Errors}. */
  EC2 {
    @Override
    byte[] document(Api api, ServiceException error, HttpRequest request) {
      XmlOutput out = new XmlOutput().declaration().start("Response").start("Errors");
      out.start("Error");
      details(out, error);
      out.end("Error").end("Errors").element("RequestID", request.id()).end("Response");
      return out.bytes();
    }
  },

  /** S3: a bare {@code Error}, and words of its own for what it cannot read. */
  S3 {
    @Override
    byte[] document(Api api, ServiceException error, HttpRequest request) {
      XmlOutput out = new XmlOutput().declaration().start("Error");
      details(out, error);
      error.extras().forEach(out::element);
      if (error.extras().isEmpty()) {
        out.element("Resource", request.rawPath());
      }
      out.element("RequestId", request.id()).element("HostId", hostId(request));
      return out.end("Error").bytes();
    }

    @Override
    Headers headers(HttpRequest request) {
      return new Headers().add("x-amz-request-id", request.id()).add("x-amz-id-2", hostId(request));
    }

    @Override
    ServiceException malformedBody(Malformed malformed) {
      return ServiceException.of(
          "MalformedXML",
          400,
          "The XML you provided was not well-formed or did not validate against our published"
              + " schema");
    }

    @Override
    ServiceException malformedBinding(Malformed malformed) {
      return ServiceException.of("InvalidArgument", 400, malformed.message());
    }
  };

  private static final int NOT_MODIFIED = 304;

  /** The error document. */
  abstract byte[] document(Api api, ServiceException error, HttpRequest request);

  Headers headers(HttpRequest request) {
    return Replies.headers(request);
  }

  ServiceException malformedBody(Malformed malformed) {
    return ServiceException.of("SerializationException", 400, malformed.message());
  }

  ServiceException malformedBinding(Malformed malformed) {
    return malformedBody(malformed);
  }

  /** The answer for an error; HEAD and 304 carry no document. */
  HttpResponse write(Api api, ServiceException error, HttpRequest request) {
    Headers headers = headers(request);
    Struct detail = error.detail();
    if (detail != null) {
      HttpBindings.write(detail, headers);
    }
    error.headers().forEach(headers::set);
    if (request.method().equals("HEAD") || error.status() == NOT_MODIFIED) {
      return new HttpResponse(error.status(), headers, new Content.None(-1));
    }
    headers.set("content-type", "application/xml");
    return HttpResponse.of(error.status(), headers, document(api, error, request));
  }

  private static void details(XmlOutput out, ServiceException error) {
    out.element("Code", error.code());
    String message = error.getMessage();
    if (message != null) {
      out.element("Message", message);
    }
    Struct detail = error.detail();
    if (detail != null) {
      new XmlWriter(out).members(message == null ? detail : withoutMessage(detail));
    }
  }

  /**
   * What else an error says. IAM's model and others call the member {@code message}, but on the
   * wire it is {@code Message} in every XML error, and that is where clients look.
   */
  private static Struct withoutMessage(Struct detail) {
    Shape shape = detail.modelShape();
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    for (Member member : shape.members()) {
      boolean message = member.name().equalsIgnoreCase("message");
      values[member.index()] = message ? null : detail.memberAt(member.index());
    }
    return shape.create(values);
  }

  private static String hostId(HttpRequest request) {
    byte[] host = ("sagebrush/" + request.id()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(host);
  }
}
