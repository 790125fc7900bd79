package dev.sagebrush.kernel.policy;

import dev.sagebrush.kernel.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Policies of organizations, remembered for a short while, since every request asks. Another server
 * process over the same stores learns of a change when its memory ends; this one at once, when it
 * is told.
 */
public final class CachedOrganization implements Organization {

  /** How long policies are remembered. */
  public static final Duration MEMORY = Duration.ofSeconds(5);

  private static final int MOST = 10_000;

  private final Organization source;
  private final Clock clock;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  private record Remembered(
      List<List<NamedPolicy>> service,
      List<List<NamedPolicy>> resource,
      @Nullable Membership membership,
      long change,
      Instant until) {}

  /** Remembers what a source says. */
  public CachedOrganization(Clock clock, Organization source) {
    this.clock = clock;
    this.source = source;
  }

  @Override
  public List<List<NamedPolicy>> serviceControl(String account) {
    return of(account).service;
  }

  @Override
  public List<List<NamedPolicy>> resourceControl(String account) {
    return of(account).resource;
  }

  @Override
  public @Nullable Membership membership(String account) {
    return of(account).membership;
  }

  private Remembered of(String account) {
    Instant now = clock.now();
    long change = changes.get();
    Remembered known = remembered.get(account);
    if (known != null && known.change == change && now.isBefore(known.until)) {
      return known;
    }
    Remembered found =
        new Remembered(
            source.serviceControl(account),
            source.resourceControl(account),
            source.membership(account),
            change,
            now.plus(MEMORY));
    if (remembered.size() >= MOST) {
      remembered.clear();
    }
    remembered.put(account, found);
    return found;
  }

  /** Asks the source again: something has changed. */
  public void changed() {
    changes.incrementAndGet();
  }
}
