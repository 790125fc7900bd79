package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.MfaDevices;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.store.Tables;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Compares codes with what devices show on the server's clock. */
final class MfaCodes implements MfaDevices {

  /** How many steps a device may be off: one while it is used, more when it is synchronised. */
  private static final int TOLERANCE = 1;

  private static final int AT_ENABLING = 3;
  private static final int AT_RESYNC = 60;

  private final Tables tables;
  private final UserTables users;
  private final Clock clock;
  private final Sealer sealer;

  MfaCodes(Tables tables, UserTables users, Clock clock, Sealer sealer) {
    this.tables = tables;
    this.users = users;
    this.clock = clock;
    this.sealer = sealer;
  }

  static String context(String serial) {
    return "iam.mfa/" + serial;
  }

  byte[] seed(MfaRow device) {
    return Base64.getDecoder().decode(sealer.unsealText(device.seed(), context(device.serial())));
  }

  /** The device after two consecutive codes that it showed lately, or null when they are wrong. */
  @Nullable MfaRow enabled(MfaRow device, String first, String second) {
    return synchronised(device, first, second, AT_ENABLING);
  }

  /** The device after two consecutive codes that a clock far off may have shown, or null. */
  @Nullable MfaRow resynchronised(MfaRow device, String first, String second) {
    return synchronised(device, first, second, AT_RESYNC);
  }

  private @Nullable MfaRow synchronised(MfaRow device, String first, String second, int tolerance) {
    byte[] seed = seed(device);
    long now = OneTimeCodes.step(clock.now());
    for (long step = now - tolerance; step <= now + tolerance; step++) {
      if (shows(seed, step, first) && shows(seed, step + 1, second)) {
        // The second code is of this moment, or the next one if the user was quick.
        return device.at(Math.abs(step + 1 - now) <= 1 ? 0 : step + 1 - now, step + 1);
      }
    }
    return null;
  }

  private static boolean shows(byte[] seed, long step, String code) {
    return MessageDigest.isEqual(
        OneTimeCodes.code(seed, step).getBytes(StandardCharsets.US_ASCII),
        code.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean accepts(Principal principal, String serial, String code) {
    String key = Tables.key(principal.account(), serial);
    long now = OneTimeCodes.step(clock.now());
    return tables.write(transaction -> {
      MfaRow device = transaction.get(users.mfa(), key);
      if (device == null || !principal.userId().equals(device.user())) {
        return false;
      }
      byte[] seed = seed(device);
      long middle = now + device.drift();
      long from = Math.max(middle - TOLERANCE, device.last() + 1);
      for (long step = from; step <= middle + TOLERANCE; step++) {
        if (shows(seed, step, code)) {
          transaction.put(users.mfa(), key, device.at(device.drift(), step));
          return true;
        }
      }
      return false;
    });
  }
}
