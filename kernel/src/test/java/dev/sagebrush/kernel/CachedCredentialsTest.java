package dev.sagebrush.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.kernel.Credentials.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CachedCredentialsTest {

  private final AdvanceableClock clock = new AdvanceableClock(Instant.EPOCH);
  private final Map<String, Credential> stored = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final CachedCredentials credentials =
      new CachedCredentials(
          clock,
          List.of(
              id -> null,
              id -> {
                asked.add(id);
                return stored.get(id);
              }));

  private static Credential secret(String secret) {
    return Credential.longTerm(secret, Principal.root("000000000000"));
  }

  @Test
  void remembersForAWhile() {
    stored.put("A", secret("one"));
    assertNotNull(credentials.find("A"));
    stored.put("A", secret("two"));
    assertEquals(secret("one"), credentials.find("A"));
    assertEquals(List.of("A"), asked);
    clock.advance(CachedCredentials.MEMORY);
    assertEquals(secret("two"), credentials.find("A"));
  }

  @Test
  void forgetsAtOnceWhenTold() {
    stored.put("A", secret("one"));
    assertNotNull(credentials.find("A"));
    stored.remove("A");
    credentials.forget("A");
    assertNull(credentials.find("A"));
  }

  @Test
  void doesNotRememberStrangers() {
    assertNull(credentials.find("B"));
    stored.put("B", secret("late"));
    assertEquals(secret("late"), credentials.find("B"));
    clock.advance(Duration.ofHours(1));
    stored.remove("B");
    assertNull(credentials.find("B"));
  }
}
