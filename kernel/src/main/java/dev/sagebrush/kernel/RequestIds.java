package dev.sagebrush.kernel;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Request ids in the form AWS gives them: a version 4 UUID in lower case. Unique for ever by 122
 * bits of a start drawn once from the system's randomness and a counter run through SplitMix64's
 * finaliser (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
 * They are names, not secrets, so no strong randomness is spent on each.
 */
public final class RequestIds {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final long high;
  private final AtomicLong state;

  /** Ids of one server; no two servers share a start. */
  public RequestIds() {
    SecureRandom random = new SecureRandom();
    high = random.nextLong();
    state = new AtomicLong(random.nextLong());
  }

  /** The next id. */
  public String next() {
    long seed = state.addAndGet(GOLDEN_GAMMA);
    long low = mix(seed);
    long most = (mix(seed ^ high) & 0xffffffffffff0fffL) | 0x4000L;
    long least = (low & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(most, least).toString();
  }

  private static long mix(long seed) {
    long mixed = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
