package dev.sagebrush.wire;

import dev.sagebrush.model.ServiceException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that fails before any service sees it, or while its body is read: bad signature, bad
 * digest, malformed message, unknown operation. Unchecked, because a body fails inside whatever
 * code happens to read it; the codec of the request's protocol renders it.
 *
 * <p>Carries no stack trace: strangers cause these at will, and the code and message say it all.
 */
public final class WireException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;
  private final Map<String, String> details;

  /** An error without further fields. */
  public WireException(String code, int status, String message) {
    this(code, status, message, Map.of());
  }

  /**
   * An error.
   *
   * @param code the AWS error code, for example {@code SignatureDoesNotMatch}
   * @param status the HTTP status
   * @param message the text AWS gives
   * @param details further members of the error, in the order a reply lists them (S3 puts them
   *     beside {@code Message}); protocols without a place for them leave them out
   */
  public WireException(String code, int status, String message, Map<String, String> details) {
    super(message, null, true, false);
    this.code = code;
    this.status = status;
    this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** The AWS error code. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What the error says. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** Further members of the error, in order; empty when there are none. */
  public Map<String, String> details() {
    return details;
  }

  @Override
  public String toString() {
    return "WireException[" + status + " " + code + ": " + getMessage() + "]";
  }

  /** This failure as a service would answer it. */
  public ServiceException asAnswer() {
    return ServiceException.of(code, status, message(), details);
  }
}
