package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import dev.sagebrush.wire.http.HttpRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses content that is of another type than the operation reads, and requests that accept no
 * type that it writes. A member that is the header field itself leaves the choice to the service,
 * as in {@code InvokeEndpoint}. Source: malformed-request cases of the Smithy protocol tests.
 */
final class RequestGuard {

  private RequestGuard() {}

  /**
   * Checks the type of the content.
   *
   * @param empty whether there is no content
   * @throws ServiceException {@code UnsupportedMediaTypeException}
   */
  static void contentType(
      Operation<?, ?> operation,
      HttpPlan plan,
      HttpRequest request,
      String document,
      boolean empty) {
    boolean memberless = operation.input() != Shape.UNIT && operation.input().members().isEmpty();
    if (empty || memberless || plan.headers().containsKey("content-type")) {
      return;
    }
    Member payload = plan.payload();
    if (payload != null && open(payload)) {
      return;
    }
    String stated = request.headers().get("content-type");
    boolean none = payload == null && !plan.body();
    String expected = none ? null : type(payload, document);
    String actual = stated == null ? null : essence(stated);
    boolean fits = expected == null ? actual == null : expected.equals(actual);
    if (!fits) {
      throw ServiceException.of(
          "UnsupportedMediaTypeException",
          415,
          expected == null
              ? operation.name() + " takes no content"
              : "The content of " + operation.name() + " must be " + expected);
    }
  }

  /**
   * Checks what the client accepts.
   *
   * @throws ServiceException {@code NotAcceptableException}
   */
  static void accept(
      Operation<?, ?> operation, HttpPlan plan, HttpRequest request, String document) {
    String accept = request.headers().get("accept");
    if (accept == null || plan.headers().containsKey("accept")) {
      return;
    }
    HttpPlan output = HttpPlan.of(operation.output());
    Member payload = output.payload();
    boolean nothing = payload == null && !output.body();
    if (nothing || payload != null && open(payload)) {
      return;
    }
    String written = type(payload, document);
    if (!accepts(accept, written)) {
      throw ServiceException.of(
          "NotAcceptableException", 406, operation.name() + " answers with " + written);
    }
  }

  /** Whether content of any type will do: bytes of which the model names no type. */
  private static boolean open(Member payload) {
    Shape shape = payload.shape();
    return shape.type() == ShapeType.BLOB && shape.mediaType() == null || shape.eventStream();
  }

  private static String type(@Nullable Member payload, String document) {
    if (payload == null) {
      return document;
    }
    String mediaType = payload.shape().mediaType();
    if (mediaType != null) {
      return mediaType;
    }
    return payload.shape().type() == ShapeType.STRING ? "text/plain" : document;
  }

  private static boolean accepts(String accept, String written) {
    String family = written.substring(0, written.indexOf('/') + 1) + "*";
    int at = 0;
    while (at <= accept.length()) {
      int end = accept.indexOf(',', at);
      end = end < 0 ? accept.length() : end;
      String range = essence(accept.substring(at, end));
      if (range.equals(written) || range.equals("*/*") || range.equals(family)) {
        return true;
      }
      at = end + 1;
    }
    return false;
  }

  private static String essence(String type) {
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }
}
