package dev.sagebrush.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Credentials from several sources, remembered for a short while, since every request asks. Another
 * server process over the same stores learns of a change when its memory ends; this one at once,
 * when it is told to {@link #forget}.
 */
public final class CachedCredentials implements Credentials {

  /** How long a credential is remembered. */
  public static final Duration MEMORY = Duration.ofSeconds(5);

  private static final int MOST = 10_000;

  private final List<Credentials> sources;
  private final Clock clock;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  private record Remembered(Credential credential, Instant until) {}

  /**
   * Remembers what sources say.
   *
   * @param sources asked in this order
   */
  public CachedCredentials(Clock clock, List<Credentials> sources) {
    this.clock = clock;
    this.sources = List.copyOf(sources);
  }

  @Override
  public @Nullable Credential find(String accessKeyId) {
    Instant now = clock.now();
    Remembered known = remembered.get(accessKeyId);
    if (known != null && now.isBefore(known.until)) {
      return known.credential;
    }
    Credential found = ask(accessKeyId);
    if (found == null) {
      // Not remembered: a stranger can invent any number of keys.
      remembered.remove(accessKeyId);
      return null;
    }
    if (remembered.size() >= MOST) {
      remembered.clear();
    }
    remembered.put(accessKeyId, new Remembered(found, now.plus(MEMORY)));
    return found;
  }

  private @Nullable Credential ask(String accessKeyId) {
    for (Credentials source : sources) {
      Credential found = source.find(accessKeyId);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Asks the sources again when a key is next used: it has been changed. */
  public void forget(String accessKeyId) {
    remembered.remove(accessKeyId);
  }
}
