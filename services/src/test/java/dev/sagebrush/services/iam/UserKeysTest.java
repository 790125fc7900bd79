package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.CreateServiceSpecificCredentialRequest;
import dev.sagebrush.model.iam.DeleteUserRequest;
import dev.sagebrush.model.iam.GetSSHPublicKeyRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.ListServiceSpecificCredentialsRequest;
import dev.sagebrush.model.iam.ListSigningCertificatesRequest;
import dev.sagebrush.model.iam.ResetServiceSpecificCredentialRequest;
import dev.sagebrush.model.iam.SSHPublicKey;
import dev.sagebrush.model.iam.ServiceSpecificCredential;
import dev.sagebrush.model.iam.UpdateSigningCertificateRequest;
import dev.sagebrush.model.iam.UploadSSHPublicKeyRequest;
import dev.sagebrush.model.iam.UploadSigningCertificateRequest;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserKeysTest {

  private IamFixture iam;

  @BeforeEach
  void open(@TempDir Path folder) {
    iam = new IamFixture(folder);
    iam.user("ann", "/");
  }

  @AfterEach
  void close() {
    iam.close();
  }

  @Test
  void turnsSshKeysIntoPemAndBack() {
    String line = Files.text("ssh-rsa.pub").strip();
    SSHPublicKey key =
        iam.client
            .call(IAMApi.UPLOAD_SSH_PUBLIC_KEY, new UploadSSHPublicKeyRequest(line, "ann"))
            .sshPublicKey();
    // As ssh-keygen -l -E md5 says.
    assertEquals("db:ca:8f:a3:4e:4d:fe:26:bf:6f:4d:54:3d:68:d4:d7", key.fingerprint());
    String pem =
        iam.client
            .call(
                IAMApi.GET_SSH_PUBLIC_KEY,
                new GetSSHPublicKeyRequest("PEM", key.sshPublicKeyId(), "ann"))
            .sshPublicKey()
            .sshPublicKeyBody();
    assertTrue(line.startsWith(SshKeyFormat.of(pem).ssh()));
    iam.client.refused(
        "DuplicateSSHPublicKey",
        IAMApi.UPLOAD_SSH_PUBLIC_KEY,
        new UploadSSHPublicKeyRequest(pem, "ann"));
    iam.client.refused(
        "UnrecognizedPublicKeyEncoding",
        IAMApi.UPLOAD_SSH_PUBLIC_KEY,
        new UploadSSHPublicKeyRequest("ssh-ed25519 AAAA", "ann"));
  }

  @Test
  void refusesBrokenSshKeys() {
    String line = Files.text("ssh-rsa.pub").strip();
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      int cut = 8 + random.nextInt(line.length() - 30);
      String broken = line.substring(0, cut) + (char) ('a' + random.nextInt(26));
      ServiceException refusal =
          assertThrows(ServiceException.class, () -> SshKeyFormat.of(broken));
      assertEquals("InvalidPublicKey", refusal.code());
    }
  }

  @Test
  void keepsSigningCertificates() {
    String pem = Files.text("certificate.pem");
    String id =
        iam.client
            .call(
                IAMApi.UPLOAD_SIGNING_CERTIFICATE, new UploadSigningCertificateRequest(pem, "ann"))
            .certificate()
            .certificateId();
    iam.client.refused(
        "DuplicateCertificate",
        IAMApi.UPLOAD_SIGNING_CERTIFICATE,
        new UploadSigningCertificateRequest(pem, "ann"));
    iam.client.refused(
        "MalformedCertificate",
        IAMApi.UPLOAD_SIGNING_CERTIFICATE,
        new UploadSigningCertificateRequest(pem.substring(0, 300), "ann"));
    iam.client.call(
        IAMApi.UPDATE_SIGNING_CERTIFICATE,
        new UpdateSigningCertificateRequest(id, "Inactive", "ann"));
    assertEquals(
        "Inactive",
        iam.client
            .call(
                IAMApi.LIST_SIGNING_CERTIFICATES,
                new ListSigningCertificatesRequest(null, null, "ann"))
            .certificates()
            .getFirst()
            .status());
    assertEquals(
        "Cannot delete entity, must delete signing certificates first.",
        iam.client
            .refused("DeleteConflict", IAMApi.DELETE_USER, new DeleteUserRequest("ann"))
            .getMessage());
  }

  private ServiceSpecificCredential serviceKey() {
    return iam.client
        .call(
            IAMApi.CREATE_SERVICE_SPECIFIC_CREDENTIAL,
            CreateServiceSpecificCredentialRequest.builder()
                .userName("ann")
                .serviceName("codecommit.amazonaws.com")
                .build())
        .serviceSpecificCredential();
  }

  @Test
  void makesCredentialsForOneService() {
    ServiceSpecificCredential first = serviceKey();
    assertEquals("ann-at-000000000000", first.serviceUserName());
    assertEquals("ann-at-000000000000+1", serviceKey().serviceUserName());
    assertEquals("LimitExceeded", assertThrows(ServiceException.class, this::serviceKey).code());
    assertNotEquals(
        first.servicePassword(),
        iam.client
            .call(
                IAMApi.RESET_SERVICE_SPECIFIC_CREDENTIAL,
                new ResetServiceSpecificCredentialRequest(
                    first.serviceSpecificCredentialId(), "ann"))
            .serviceSpecificCredential()
            .servicePassword());
    assertEquals(
        2,
        iam.client
            .call(
                IAMApi.LIST_SERVICE_SPECIFIC_CREDENTIALS,
                ListServiceSpecificCredentialsRequest.builder().allUsers(true).build())
            .serviceSpecificCredentials()
            .size());
  }
}
