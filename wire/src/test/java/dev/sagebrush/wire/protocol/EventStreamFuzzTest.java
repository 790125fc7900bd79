package dev.sagebrush.wire.protocol;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventStreamFuzzTest {

  @Test
  void damagedStreamsAreRefusedOrRead() {
    EventStreamFuzz fuzz = new EventStreamFuzz(20261120);
    assertTimeoutPreemptively(Duration.ofMinutes(2), () -> fuzz.run(20_000));
    assertTrue(fuzz.accepted() > 1000, fuzz.accepted() + " events were still readable");
  }
}
