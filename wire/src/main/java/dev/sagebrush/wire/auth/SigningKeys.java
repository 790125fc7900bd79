package dev.sagebrush.wire.auth;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys derived from secrets, remembered: four HMACs saved per request. Only keys that a valid
 * signature was made with are kept, so strangers cannot fill it; it is emptied when full.
 */
final class SigningKeys {

  private static final int CAPACITY = 4096;

  private final ConcurrentHashMap<Origin, byte[]> keys = new ConcurrentHashMap<>();

  private record Origin(String secret, String date, String region, String service) {
    @Override
    public String toString() {
      return date + "/" + region + "/" + service;
    }
  }

  /** The signing key of a secret for a scope; not remembered yet. */
  byte[] key(String secret, Scope scope) {
    byte @Nullable [] known = keys.get(origin(secret, scope));
    return known != null ? known : derive(secret, scope);
  }

  /** Remembers a key that verified a signature. */
  void proven(String secret, Scope scope, byte[] key) {
    if (keys.size() >= CAPACITY) {
      keys.clear();
    }
    keys.putIfAbsent(origin(secret, scope), key);
  }

  private static Origin origin(String secret, Scope scope) {
    return new Origin(secret, scope.date(), scope.region(), scope.service());
  }

  private static byte[] derive(String secret, Scope scope) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    key = Crypto.hmacSha256(key, scope.date());
    key = Crypto.hmacSha256(key, scope.region());
    key = Crypto.hmacSha256(key, scope.service());
    return Crypto.hmacSha256(key, Scope.TERMINATOR);
  }
}
