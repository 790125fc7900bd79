package dev.sagebrush.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error as AWS answers it: thrown by services and, before any service sees a request or while
 * its body is read, by {@code wire}, which writes it in the protocol of the request. Unchecked,
 * because a body fails inside whatever code happens to read it.
 *
 * <p>Carries no stack trace: strangers cause it at will, and the code and message say it all.
 */
public final class ServiceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;
  private final boolean senderFault;
  private final transient @Nullable Struct detail;
  private final transient Map<String, String> extras;
  private final transient Map<String, String> headers;

  private ServiceException(
      String code,
      int status,
      boolean senderFault,
      @Nullable String message,
      @Nullable Struct detail,
      Map<String, String> extras,
      Map<String, String> headers) {
    super(message); // and not with a null cause: a service may add the cause it has
    this.code = code;
    this.status = status;
    this.senderFault = senderFault;
    this.detail = detail;
    this.extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    this.headers = Map.copyOf(headers);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  /** An error outside the model, such as S3's {@code InvalidArgument}. */
  public static ServiceException of(String code, int status, String message) {
    return of(code, status, message, Map.of());
  }

  /**
   * An error outside the model with more to say.
   *
   * @param code for example {@code SignatureDoesNotMatch}
   * @param status the HTTP status
   * @param message the text AWS gives
   * @param extras further elements of the error document in their order, such as S3's {@code
   *     BucketName}; protocols without a place for them leave them out
   */
  public static ServiceException of(
      String code, int status, String message, Map<String, String> extras) {
    return new ServiceException(code, status, status < 500, message, null, extras, Map.of());
  }

  /** An error of the model, with its members. */
  public static ServiceException of(Struct error, @Nullable String message) {
    Shape shape = error.modelShape();
    ErrorTrait trait = Objects.requireNonNull(shape.error(), shape.name());
    return new ServiceException(
        trait.code(), trait.status(), trait.senderFault(), message, error, Map.of(), Map.of());
  }

  /** This error with further elements for its document. */
  public ServiceException with(Map<String, String> more) {
    return new ServiceException(code, status, senderFault, getMessage(), detail, more, headers);
  }

  /** This error with headers of its answer that the model does not know, names in lower case. */
  public ServiceException withHeaders(Map<String, String> more) {
    return new ServiceException(code, status, senderFault, getMessage(), detail, extras, more);
  }

  /** What a request of any service gets whose values break the model's constraints. */
  public static ServiceException validation(String message) {
    return of("ValidationException", 400, message);
  }

  /** What an operation answers that exists in AWS and not yet here. */
  public static ServiceException notImplemented(String what) {
    return of("NotImplemented", 501, what + " is not implemented by Sagebrush.");
  }

  /** The error code on the wire. */
  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return "ServiceException[" + status + " " + code + ": " + getMessage() + "]";
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the caller is to blame. */
  public boolean senderFault() {
    return senderFault;
  }

  /** The modelled error with its members, or null. */
  public @Nullable Struct detail() {
    return detail;
  }

  /** Further elements of the error document, in order; empty when there are none. */
  public Map<String, String> extras() {
    return extras;
  }

  /** Headers of the answer that the model does not know; empty when there are none. */
  public Map<String, String> headers() {
    return headers;
  }
}
