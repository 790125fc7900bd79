package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.MfaDevices;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Checks the code of a device that the caller of an operation shows. */
final class CodeCheck {

  private final MfaDevices devices;
  private final Clock clock;

  CodeCheck(MfaDevices devices, Clock clock) {
    this.devices = devices;
    this.clock = clock;
  }

  /**
   * When the caller showed a code: now, or null when it shows none.
   *
   * @throws dev.sagebrush.model.ServiceException {@code AccessDenied} for a wrong code
   */
  @Nullable Instant shown(@Nullable String serial, @Nullable String code) {
    if (serial == null && code == null) {
      return null;
    }
    Principal principal = Call.current().principal();
    boolean hasDevices = principal.kind() == Kind.USER || principal.kind() == Kind.ROOT;
    if (serial == null
        || code == null
        || !hasDevices
        || !devices.accepts(principal, serial, code)) {
      throw Failures.wrongMfaCode();
    }
    return clock.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
