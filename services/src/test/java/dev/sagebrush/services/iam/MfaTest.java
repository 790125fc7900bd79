package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.MfaDevices;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Principal.Kind;
import dev.sagebrush.model.iam.CreateVirtualMFADeviceRequest;
import dev.sagebrush.model.iam.DeactivateMFADeviceRequest;
import dev.sagebrush.model.iam.DeleteVirtualMFADeviceRequest;
import dev.sagebrush.model.iam.EnableMFADeviceRequest;
import dev.sagebrush.model.iam.GetUserRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.ListMFADeviceTagsRequest;
import dev.sagebrush.model.iam.ListMFADevicesRequest;
import dev.sagebrush.model.iam.ListVirtualMFADevicesRequest;
import dev.sagebrush.model.iam.ResyncMFADeviceRequest;
import dev.sagebrush.model.iam.Tag;
import dev.sagebrush.model.iam.TagMFADeviceRequest;
import dev.sagebrush.model.iam.VirtualMFADevice;
import dev.sagebrush.services.testing.Client;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MfaTest {

  private IamFixture iam;
  private MfaDevices devices;
  private Principal ann;

  @BeforeEach
  void open(@TempDir Path folder) {
    iam = new IamFixture(folder);
    iam.user("ann", "/");
    devices = Iam.mfaDevices(iam.tables, iam.clock, Client.SEALER);
    String id = iam.client.call(IAMApi.GET_USER, new GetUserRequest("ann")).user().userId();
    ann = new Principal(Kind.USER, Client.ACCOUNT, "arn:aws:iam::000000000000:user/ann", id);
  }

  @AfterEach
  void close() {
    iam.close();
  }

  private VirtualMFADevice device(String name) {
    return iam.client
        .call(
            IAMApi.CREATE_VIRTUAL_MFA_DEVICE,
            CreateVirtualMFADeviceRequest.builder().virtualMFADeviceName(name).build())
        .virtualMFADevice();
  }

  /** What an authenticator shows that was given the seed. */
  private String shown(VirtualMFADevice device, int stepsFromNow) {
    String base32 = new String(device.base32StringSeed(), StandardCharsets.US_ASCII);
    byte[] seed = new byte[base32.length() * 5 / 8];
    long buffer = 0;
    int at = 0;
    for (int i = 0; i < base32.length(); i++) {
      buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(base32.charAt(i));
      if (i % 8 == 7) {
        for (int shift = 32; shift >= 0; shift -= 8) {
          seed[at++] = (byte) (buffer >>> shift);
        }
        buffer = 0;
      }
    }
    return OneTimeCodes.code(seed, OneTimeCodes.step(iam.clock.now()) + stepsFromNow);
  }

  private void enable(VirtualMFADevice device, String user) {
    iam.client.call(
        IAMApi.ENABLE_MFA_DEVICE,
        new EnableMFADeviceRequest(
            shown(device, -1), shown(device, 0), device.serialNumber(), user));
  }

  /** The test values of RFC 6238, appendix B, for SHA-1, their last six digits. */
  @Test
  void showsTheCodesOfTheStandard() {
    byte[] seed = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    assertEquals("287082", OneTimeCodes.code(seed, 59 / 30));
    assertEquals("081804", OneTimeCodes.code(seed, 1_111_111_109 / 30));
    assertEquals("005924", OneTimeCodes.code(seed, 1_234_567_890 / 30));
    assertEquals("279037", OneTimeCodes.code(seed, 2_000_000_000 / 30));
    assertEquals("353130", OneTimeCodes.code(seed, 20_000_000_000L / 30));
    assertEquals("MZXW6YTB", OneTimeCodes.base32("fooba".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void enablesADeviceThatShowsTwoCodesInARow() {
    VirtualMFADevice device = device("phone");
    assertEquals("arn:aws:iam::000000000000:mfa/phone", device.serialNumber());
    assertEquals(64, device.base32StringSeed().length);
    assertEquals(
        "Authentication code for device is not valid",
        iam.client
            .refused(
                "InvalidAuthenticationCode",
                IAMApi.ENABLE_MFA_DEVICE,
                new EnableMFADeviceRequest(
                    shown(device, 0), shown(device, 0), device.serialNumber(), "ann"))
            .getMessage());
    enable(device, "ann");
    assertEquals(
        device.serialNumber(),
        iam.client
            .call(IAMApi.LIST_MFA_DEVICES, new ListMFADevicesRequest(null, null, "ann"))
            .mfaDevices()
            .getFirst()
            .serialNumber());
    assertEquals(
        "ann",
        iam.client
            .call(
                IAMApi.LIST_VIRTUAL_MFA_DEVICES,
                ListVirtualMFADevicesRequest.builder().assignmentStatus("Assigned").build())
            .virtualMFADevices()
            .getFirst()
            .user()
            .userName());
    iam.client.refused(
        "DeleteConflict",
        IAMApi.DELETE_VIRTUAL_MFA_DEVICE,
        new DeleteVirtualMFADeviceRequest(device.serialNumber()));
    iam.client.call(
        IAMApi.DEACTIVATE_MFA_DEVICE, new DeactivateMFADeviceRequest(device.serialNumber(), "ann"));
    iam.client.call(
        IAMApi.DELETE_VIRTUAL_MFA_DEVICE, new DeleteVirtualMFADeviceRequest(device.serialNumber()));
  }

  @Test
  void takesEachCodeOnce() {
    VirtualMFADevice device = device("phone");
    enable(device, "ann");
    String serial = device.serialNumber();
    assertFalse(devices.accepts(ann, serial, shown(device, 0)), "used to enable it");
    iam.clock.advance(Duration.ofSeconds(30));
    String code = shown(device, 0);
    assertFalse(devices.accepts(Principal.root(Client.ACCOUNT), serial, code));
    assertTrue(devices.accepts(ann, serial, code));
    assertFalse(devices.accepts(ann, serial, code));
    assertFalse(devices.accepts(ann, serial, "000000"));
    iam.clock.advance(Duration.ofSeconds(90));
    assertFalse(devices.accepts(ann, serial, shown(device, -2)));
    assertTrue(devices.accepts(ann, serial, shown(device, -1)));
  }

  @Test
  void followsADeviceWhoseClockIsFarOff() {
    VirtualMFADevice device = device("phone");
    enable(device, "ann");
    assertFalse(devices.accepts(ann, device.serialNumber(), shown(device, 20)));
    iam.client.call(
        IAMApi.RESYNC_MFA_DEVICE,
        new ResyncMFADeviceRequest(
            shown(device, 20), shown(device, 21), device.serialNumber(), "ann"));
    iam.clock.advance(Duration.ofMinutes(5));
    assertTrue(devices.accepts(ann, device.serialNumber(), shown(device, 21)));
  }

  @Test
  void givesRootADeviceAndTagsIt() {
    VirtualMFADevice device = device("root");
    enable(device, Client.ACCOUNT);
    iam.clock.advance(Duration.ofSeconds(30));
    assertTrue(
        devices.accepts(Principal.root(Client.ACCOUNT), device.serialNumber(), shown(device, 0)));
    iam.client.call(
        IAMApi.TAG_MFA_DEVICE,
        new TagMFADeviceRequest(device.serialNumber(), List.of(new Tag("k", "v"))));
    assertEquals(
        List.of(new Tag("k", "v")),
        iam.client
            .call(
                IAMApi.LIST_MFA_DEVICE_TAGS,
                new ListMFADeviceTagsRequest(null, null, device.serialNumber()))
            .tags());
  }
}
