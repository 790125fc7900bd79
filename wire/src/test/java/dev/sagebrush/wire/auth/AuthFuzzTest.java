package dev.sagebrush.wire.auth;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuthFuzzTest {

  @Test
  void damagedRequestsAreRefusedOrAsTheyWereSigned() throws IOException {
    AuthFuzz fuzz = new AuthFuzz(20261120);
    assertTimeoutPreemptively(Duration.ofMinutes(2), () -> fuzz.run(20_000));
    assertTrue(fuzz.accepted() > 1000, fuzz.accepted() + " were still as they were signed");
  }
}
