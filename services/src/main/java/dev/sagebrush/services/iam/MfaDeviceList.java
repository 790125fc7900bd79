package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.CreateVirtualMFADeviceRequest;
import dev.sagebrush.model.iam.CreateVirtualMFADeviceResponse;
import dev.sagebrush.model.iam.DeleteVirtualMFADeviceRequest;
import dev.sagebrush.model.iam.ListMFADeviceTagsRequest;
import dev.sagebrush.model.iam.ListMFADeviceTagsResponse;
import dev.sagebrush.model.iam.ListVirtualMFADevicesRequest;
import dev.sagebrush.model.iam.ListVirtualMFADevicesResponse;
import dev.sagebrush.model.iam.TagMFADeviceRequest;
import dev.sagebrush.model.iam.UntagMFADeviceRequest;
import dev.sagebrush.model.iam.User;
import dev.sagebrush.model.iam.VirtualMFADevice;
import dev.sagebrush.store.View;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Virtual devices for multi-factor authentication, each with a seed for an authenticator. */
final class MfaDeviceList {

  private static final int SEED_BYTES = 40;

  private final Schema schema;
  private final UserTables users;
  private final MfaEnrolments enrolments;
  private final Pages pages;
  private final Ids ids;
  private final Sealer sealer;

  MfaDeviceList(
      Schema schema,
      UserTables users,
      MfaEnrolments enrolments,
      Pages pages,
      Ids ids,
      Sealer sealer) {
    this.schema = schema;
    this.users = users;
    this.enrolments = enrolments;
    this.pages = pages;
    this.ids = ids;
    this.sealer = sealer;
  }

  /** The only answer that ever shows the seed. */
  CreateVirtualMFADeviceResponse create(CreateVirtualMFADeviceRequest request) {
    String account = Call.current().account();
    String path = request.path() == null ? "/" : request.path();
    String name = request.virtualMFADeviceName();
    String serial = Arns.of(account, "mfa", path, name);
    Map<String, String> tags = TagSets.of(request.tags());
    byte[] seed = ids.bytes(SEED_BYTES);
    String sealed =
        sealer.sealText(Base64.getEncoder().encodeToString(seed), MfaCodes.context(serial));
    MfaRow device = new MfaRow(account, serial, name, sealed, null, null, 0, 0, tags);
    schema
        .tables()
        .write(transaction -> {
          if (transaction.get(users.mfa(), Schema.under(serial)) != null) {
            throw Failures.exists("MFADevice entity at the same path and name already exists.");
          }
          transaction.put(users.mfa(), Schema.under(serial), device);
          return device;
        });
    String base32 = OneTimeCodes.base32(seed);
    return CreateVirtualMFADeviceResponse.builder()
        .virtualMFADevice(
            VirtualMFADevice.builder()
                .serialNumber(serial)
                .base32StringSeed(base32.getBytes(StandardCharsets.US_ASCII))
                .tags(tags.isEmpty() ? null : TagSets.listed(tags))
                .build())
        .build();
  }

  Unit delete(DeleteVirtualMFADeviceRequest request) {
    schema
        .tables()
        .write(transaction -> {
          MfaRow device = enrolments.require(transaction, request.serialNumber());
          if (device.user() != null) {
            throw Failures.conflict("MFA VirtualDevice in use. Must deactivate first.");
          }
          return transaction.delete(users.mfa(), Schema.under(device.serial()));
        });
    return Unit.VALUE;
  }

  ListVirtualMFADevicesResponse list(ListVirtualMFADevicesRequest request) {
    String status = String.valueOf(request.assignmentStatus());
    return schema
        .tables()
        .read(view -> {
          Pages.Page<MfaRow> page =
              pages.read(
                  view,
                  users.mfa(),
                  Schema.under(""),
                  device ->
                      switch (status) {
                        case "Assigned" -> device.user() != null;
                        case "Unassigned" -> device.user() == null;
                        default -> true;
                      },
                  new Pages.Request(status, request.marker(), request.maxItems()));
          return ListVirtualMFADevicesResponse.builder()
              .virtualMFADevices(
                  page.items().stream().map(device -> described(view, device)).toList())
              .isTruncated(page.isTruncated())
              .marker(page.marker())
              .build();
        });
  }

  private VirtualMFADevice described(View view, MfaRow device) {
    return VirtualMFADevice.builder()
        .serialNumber(device.serial())
        .enableDate(device.enabled())
        .user(owner(view, device))
        .build();
  }

  private @Nullable User owner(View view, MfaRow device) {
    String id = device.user();
    if (id == null) {
      return null;
    }
    if (id.equals(device.account())) {
      return User.builder()
          .userId(id)
          .arn(Principal.root(id).arn())
          .path("/")
          .createDate(device.enabled())
          .build();
    }
    return schema.requireUser(view, schema.nameOf(view, id)).listed();
  }

  private void retag(String serial, UnaryOperator<Map<String, String>> change) {
    schema
        .tables()
        .write(transaction -> {
          MfaRow device = enrolments.require(transaction, serial);
          MfaRow changed = device.withTags(change.apply(device.tags()));
          transaction.put(users.mfa(), Schema.under(serial), changed);
          return changed;
        });
  }

  Unit tag(TagMFADeviceRequest request) {
    retag(request.serialNumber(), tags -> TagSets.merged(tags, request.tags()));
    return Unit.VALUE;
  }

  Unit untag(UntagMFADeviceRequest request) {
    retag(request.serialNumber(), tags -> Tags.without(tags, request.tagKeys()));
    return Unit.VALUE;
  }

  ListMFADeviceTagsResponse tags(ListMFADeviceTagsRequest request) {
    MfaRow device = schema.tables().read(view -> enrolments.require(view, request.serialNumber()));
    TagPages.Page page = TagPages.of(device.tags(), request.marker(), request.maxItems());
    return ListMFADeviceTagsResponse.builder()
        .tags(page.tags())
        .isTruncated(page.marker() != null)
        .marker(page.marker())
        .build();
  }
}
