package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What the answers of several protocols have in common. */
final class Replies {

  private Replies() {}

  /** Header fields of an answer, with the request id. */
  static Headers headers(HttpRequest request) {
    return new Headers().add("x-amzn-requestid", request.id());
  }

  /** The member of an error that holds its message, or null. */
  static @Nullable Member message(@Nullable Struct error) {
    if (error == null) {
      return null;
    }
    Shape shape = error.modelShape();
    Member lower = shape.member("message");
    return lower == null ? shape.member("Message") : lower;
  }

  /** The message of an error that its members do not already say; null for nothing to add. */
  static @Nullable String addedMessage(ServiceException error) {
    Struct detail = error.detail();
    Member member = message(detail);
    boolean said = detail != null && member != null && detail.memberAt(member.index()) != null;
    return said ? null : error.getMessage();
  }

  /** {@code Sender} or {@code Receiver}. */
  static String fault(ServiceException error) {
    return error.senderFault() ? "Sender" : "Receiver";
  }

  /** The type of an error in JSON and CBOR. */
  static String type(Api api, ServiceException error) {
    Struct detail = error.detail();
    String code =
        api.queryCompatible() && detail != null ? detail.modelShape().name() : error.code();
    String namespace = api.errorNamespace();
    return namespace == null || detail == null ? code : namespace + "#" + code;
  }

  /** Adds what clients of a former query protocol look for in an error. */
  static void queryError(Api api, ServiceException error, Headers headers) {
    if (api.queryCompatible()) {
      headers.set("x-amzn-query-error", error.code() + ";" + fault(error));
    }
  }
}
