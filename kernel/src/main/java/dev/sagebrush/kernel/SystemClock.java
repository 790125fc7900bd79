package dev.sagebrush.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's clock, held still where the machine sets it back. */
public final class SystemClock implements Clock {

  private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.now());

  @Override
  public Instant now() {
    Instant read = Instant.now();
    return latest.accumulateAndGet(read, (seen, now) -> now.isAfter(seen) ? now : seen);
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (duration.isPositive()) {
      Thread.sleep(duration);
    }
  }
}
