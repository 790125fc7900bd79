package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.DeactivateMFADeviceRequest;
import dev.sagebrush.model.iam.EnableMFADeviceRequest;
import dev.sagebrush.model.iam.GetMFADeviceRequest;
import dev.sagebrush.model.iam.GetMFADeviceResponse;
import dev.sagebrush.model.iam.InvalidAuthenticationCodeException;
import dev.sagebrush.model.iam.ListMFADevicesRequest;
import dev.sagebrush.model.iam.ListMFADevicesResponse;
import dev.sagebrush.model.iam.MFADevice;
import dev.sagebrush.model.iam.ResyncMFADeviceRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.View;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who has which device for multi-factor authentication. Root gives itself one by naming its account
 * as the user; in AWS it does so in the console.
 */
final class MfaEnrolments {

  private static final int MOST = 8;

  private final Schema schema;
  private final UserTables users;
  private final Pages pages;
  private final MfaCodes codes;
  private final Clock clock;

  MfaEnrolments(Schema schema, UserTables users, Pages pages, MfaCodes codes, Clock clock) {
    this.schema = schema;
    this.users = users;
    this.pages = pages;
    this.codes = codes;
    this.clock = clock;
  }

  private static boolean isRoot(String name) {
    Principal principal = Call.current().principal();
    return principal.kind() == Principal.Kind.ROOT && name.equals(principal.account());
  }

  private String id(View view, String name) {
    return isRoot(name) ? name : schema.requireUser(view, name).id();
  }

  /** Whom a request means that may name nobody. */
  private static String meant(@Nullable String name) {
    Principal principal = Call.current().principal();
    return name == null && principal.kind() == Principal.Kind.ROOT
        ? principal.account()
        : Users.meant(name);
  }

  MfaRow require(View view, String serial) {
    MfaRow device = view.get(users.mfa(), Schema.under(serial));
    if (device == null) {
      throw Failures.noSuch("VirtualMFADevice with serial number " + serial + " doesn't exist.");
    }
    return device;
  }

  private MfaRow requireOf(View view, String user, String serial) {
    MfaRow device = view.get(users.mfa(), Schema.under(serial));
    if (device == null || !user.equals(device.user())) {
      throw Failures.noSuch("Device " + serial + " not found");
    }
    return device;
  }

  private static ServiceException wrongCodes() {
    return InvalidAuthenticationCodeException.because(
        "Authentication code for device is not valid");
  }

  Unit enable(EnableMFADeviceRequest request) {
    String name = request.userName();
    schema
        .tables()
        .write(transaction -> {
          String user = id(transaction, name);
          MfaRow device = require(transaction, request.serialNumber());
          if (device.user() != null) {
            throw Failures.exists("MFA device already in use.");
          }
          Range own = Range.prefix(Schema.under(user, "")).limit(MOST);
          if (transaction.scan(users.userMfa(), own).size() == MOST) {
            throw Failures.quota("MFADevicesPerUser", MOST);
          }
          MfaRow shown =
              codes.enabled(device, request.authenticationCode1(), request.authenticationCode2());
          if (shown == null) {
            throw wrongCodes();
          }
          MfaRow enabled = shown.assigned(user, clock.now().truncatedTo(ChronoUnit.SECONDS));
          transaction.put(users.mfa(), Schema.under(device.serial()), enabled);
          transaction.put(
              users.userMfa(), Schema.under(user, device.serial()), new Link(device.serial()));
          return enabled;
        });
    return Unit.VALUE;
  }

  Unit resync(ResyncMFADeviceRequest request) {
    schema
        .tables()
        .write(transaction -> {
          String user = id(transaction, request.userName());
          MfaRow device = requireOf(transaction, user, request.serialNumber());
          MfaRow shown =
              codes.resynchronised(
                  device, request.authenticationCode1(), request.authenticationCode2());
          if (shown == null) {
            throw wrongCodes();
          }
          transaction.put(users.mfa(), Schema.under(device.serial()), shown);
          return shown;
        });
    return Unit.VALUE;
  }

  Unit deactivate(DeactivateMFADeviceRequest request) {
    String name = meant(request.userName());
    schema
        .tables()
        .write(transaction -> {
          String user = id(transaction, name);
          MfaRow device = requireOf(transaction, user, request.serialNumber());
          transaction.delete(users.userMfa(), Schema.under(user, device.serial()));
          MfaRow free = device.assigned(null, null);
          transaction.put(users.mfa(), Schema.under(device.serial()), free);
          return free;
        });
    return Unit.VALUE;
  }

  GetMFADeviceResponse get(GetMFADeviceRequest request) {
    return schema
        .tables()
        .read(view -> {
          MfaRow device =
              request.userName() == null
                  ? require(view, request.serialNumber())
                  : requireOf(view, id(view, request.userName()), request.serialNumber());
          return GetMFADeviceResponse.builder()
              .serialNumber(device.serial())
              .userName(userName(view, device))
              .enableDate(device.enabled())
              .build();
        });
  }

  private @Nullable String userName(View view, MfaRow device) {
    String user = device.user();
    return user == null || user.equals(device.account()) ? null : schema.nameOf(view, user);
  }

  ListMFADevicesResponse list(ListMFADevicesRequest request) {
    String name = meant(request.userName());
    return schema
        .tables()
        .read(view -> {
          String user = id(view, name);
          Pages.Page<Link> page =
              pages.read(
                  view,
                  users.userMfa(),
                  Schema.under(user, ""),
                  link -> true,
                  new Pages.Request(user, request.marker(), request.maxItems()));
          List<MFADevice> devices = new ArrayList<>();
          for (Link link : page.items()) {
            MfaRow device = require(view, link.to());
            devices.add(
                MFADevice.builder()
                    .userName(name)
                    .serialNumber(device.serial())
                    .enableDate(Objects.requireNonNull(device.enabled()))
                    .build());
          }
          return ListMFADevicesResponse.builder()
              .mfaDevices(devices)
              .isTruncated(page.isTruncated())
              .marker(page.marker())
              .build();
        });
  }
}
