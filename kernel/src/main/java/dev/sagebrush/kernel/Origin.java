package dev.sagebrush.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a call came from and what vouches for it: the facts that policies have condition keys for
 * and a trail writes down.
 *
 * @param sourceIp the address it came from; for a service's own calls the service's name, as in
 *     {@code sourceIPAddress} of CloudTrail
 * @param secure whether it came over TLS
 * @param userAgent what the client said it is; empty when it said nothing
 * @param endpoint the URL the client used, without a path, for links in answers
 * @param signature how it is signed; null for a call without one: an anonymous client's, a
 *     service's own
 * @param session the temporary credentials it was made with; null for long-term keys
 * @param calledVia the services that made the call on the principal's behalf, the first caller
 *     first, for example {@code sagemaker.amazonaws.com}; empty when the principal itself calls
 */
public record Origin(
    String sourceIp,
    boolean secure,
    String userAgent,
    String endpoint,
    @Nullable Signature signature,
    @Nullable SessionContext session,
    List<String> calledVia) {

  /** Copies what it is given. */
  public Origin {
    calledVia = List.copyOf(calledVia);
  }

  /** An unsigned call from a network address. */
  public static Origin of(String sourceIp, boolean secure, String userAgent, String endpoint) {
    return new Origin(sourceIp, secure, userAgent, endpoint, null, null, List.of());
  }

  /**
   * A call that a service makes by itself: a job, its metrics, its logs.
   *
   * @param service for example {@code sagemaker.amazonaws.com}
   */
  public static Origin service(String service) {
    return of(service, true, service, "");
  }

  /** This with how it is signed. */
  public Origin signed(Signature by) {
    return new Origin(sourceIp, secure, userAgent, endpoint, by, session, calledVia);
  }

  /** This made with temporary credentials, or with none when null. */
  public Origin session(@Nullable SessionContext other) {
    return new Origin(sourceIp, secure, userAgent, endpoint, signature, other, calledVia);
  }

  /**
   * This when a service calls another on behalf of who called it.
   *
   * @param service the one that calls now, for example {@code sagemaker.amazonaws.com}
   */
  public Origin via(String service) {
    List<String> longer = new ArrayList<>(calledVia);
    longer.add(service);
    return new Origin(sourceIp, secure, userAgent, endpoint, signature, session, longer);
  }
}
