package dev.sagebrush.kernel.policy;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Policies of principals, remembered for a short while, since every request asks. Another server
 * process over the same stores learns of a change when its memory ends; this one at once, when it
 * is told of the {@link #changed} account.
 */
public final class CachedPolicies implements Identities {

  /** How long policies are remembered. */
  public static final Duration MEMORY = Duration.ofSeconds(5);

  private static final int MOST = 10_000;

  private final Identities source;
  private final Clock clock;
  private final Map<Who, Remembered> remembered = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> changes = new ConcurrentHashMap<>();

  private record Who(Principal principal, @Nullable SessionContext session) {}

  private record Remembered(Identity policies, long change, Instant until) {}

  /** Remembers what a source says. */
  public CachedPolicies(Clock clock, Identities source) {
    this.clock = clock;
    this.source = source;
  }

  @Override
  public Identity of(Principal principal, @Nullable SessionContext session) {
    Who who = new Who(principal, session);
    Instant now = clock.now();
    // Read before the source is asked: a change that comes between makes the answer stale.
    long change = change(principal.account()).get();
    Remembered known = remembered.get(who);
    if (known != null && known.change == change && now.isBefore(known.until)) {
      return known.policies;
    }
    Identity found = source.of(principal, session);
    if (remembered.size() >= MOST) {
      remembered.clear();
    }
    remembered.put(who, new Remembered(found, change, now.plus(MEMORY)));
    return found;
  }

  private AtomicLong change(String account) {
    AtomicLong known = changes.get(account);
    return known == null ? changes.computeIfAbsent(account, key -> new AtomicLong()) : known;
  }

  /** Asks the source again for every principal of an account: something there has changed. */
  public void changed(String account) {
    change(account).incrementAndGet();
  }
}
