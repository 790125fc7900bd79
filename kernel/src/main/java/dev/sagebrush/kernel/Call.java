package dev.sagebrush.kernel;

import java.time.Instant;
import java.util.concurrent.Callable;

/**
 * The context of one call: who asks, for which account and region, when and from where. A service
 * reads it with {@link #current()}; work that outlives the call keeps the record and goes on {@link
 * #as(Call, Callable) as} it, so that everything done on somebody's behalf stays theirs.
 *
 * @param requestId the id returned to the client in {@code x-amzn-requestid}
 * @param principal who signed the request
 * @param account the account whose resources the call is about
 * @param region for example {@code us-east-1}, from the credential scope
 * @param time when the server received the call
 * @param origin where it came from and what vouches for it
 */
public record Call(
    String requestId,
    Principal principal,
    String account,
    String region,
    Instant time,
    Origin origin) {

  private static final ScopedValue<Call> CURRENT = ScopedValue.newInstance();

  /**
   * The call this thread serves.
   *
   * @throws IllegalStateException outside of any call
   */
  public static Call current() {
    return CURRENT.orElseThrow(() -> new IllegalStateException("no call is being served here"));
  }

  /** Runs {@code work} as {@code call}: {@link #current()} answers it within. */
  public static <T> T as(Call call, Callable<T> work) throws Exception {
    return ScopedValue.where(CURRENT, call).call(work::call);
  }

  /**
   * This call made by somebody else about another account: how a service reads with rights of its
   * own. What vouched for the client does not vouch for the other.
   */
  public Call by(Principal other) {
    Origin unsigned =
        Origin.of(origin.sourceIp(), origin.secure(), origin.userAgent(), origin.endpoint());
    return new Call(requestId, other, other.account(), region, time, unsigned);
  }

  /** This call when it came otherwise. */
  public Call from(Origin other) {
    return new Call(requestId, principal, account, region, time, other);
  }
}
