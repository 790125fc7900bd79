package dev.sagebrush.conformance.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.conformance.process.SdkClients;
import dev.sagebrush.conformance.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** Policies decide, for users, sessions and passed roles; denials have AWS's words. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

  private static final String ACCOUNT = "000000000000";

  private ServerProcess server;
  private SdkClients root;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    server = ServerProcess.start(folder);
    root = new SdkClients(server.url());
    root.s3().createBucket(request -> request.bucket("lake"));
    for (String key : new String[] {"open/1", "closed/1"}) {
      root.s3()
          .putObject(request -> request.bucket("lake").key(key), RequestBody.fromString("content"));
    }
  }

  @AfterAll
  void stop() throws IOException {
    root.close();
    server.close();
  }

  private static String policy(String effect, String action, String resource) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"only\",\"Effect\":\""
        + effect
        + "\",\"Action\":\""
        + action
        + "\",\"Resource\":\""
        + resource
        + "\"}}";
  }

  private static String trust(String principal) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{"
        + principal
        + "},\"Action\":\"sts:AssumeRole\"}}";
  }

  /** A user with one policy in line, and clients with its key. */
  private SdkClients user(String name, String document) {
    IamClient iam = root.iam();
    iam.createUser(request -> request.userName(name));
    iam.putUserPolicy(request -> request.userName(name).policyName("own").policyDocument(document));
    AccessKey key = iam.createAccessKey(request -> request.userName(name)).accessKey();
    return new SdkClients(
        server.url(), AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
  }

  private static String message(AwsServiceException refused) {
    return refused.awsErrorDetails().errorMessage();
  }

  @Test
  void aUserMayWhatItsPolicySays() {
    try (SdkClients ann =
        user("ann", policy("Allow", "s3:GetObject", "arn:aws:s3:::lake/open/*"))) {
      assertEquals(
          "content",
          ann.s3()
              .getObjectAsBytes(request -> request.bucket("lake").key("open/1"))
              .asUtf8String());
      S3Exception refused =
          assertThrows(
              S3Exception.class,
              () -> ann.s3().getObjectAsBytes(request -> request.bucket("lake").key("closed/1")));
      assertEquals("AccessDenied", refused.awsErrorDetails().errorCode());
      assertEquals(
          "User: arn:aws:iam::000000000000:user/ann is not authorized to perform: s3:GetObject on"
              + " resource: \"arn:aws:s3:::lake/closed/1\" because no identity-based policy allows"
              + " the s3:GetObject action",
          message(refused));
      root.iam()
          .putUserPolicy(request ->
              request.userName("ann").policyName("no").policyDocument(policy("Deny", "s3:*", "*")));
      S3Exception denied =
          assertThrows(
              S3Exception.class,
              () -> ann.s3().getObjectAsBytes(request -> request.bucket("lake").key("open/1")));
      assertTrue(
          message(denied).endsWith("with an explicit deny in an identity-based policy"),
          message(denied));
    }
  }

  @Test
  void otherServicesRefuseInTheirOwnForm() {
    try (SdkClients bob = user("bob", policy("Allow", "s3:*", "*"))) {
      IamException iam = assertThrows(IamException.class, () -> bob.iam().listUsers());
      assertEquals(403, iam.statusCode());
      assertEquals("AccessDenied", iam.awsErrorDetails().errorCode());
      assertEquals(
          "User: arn:aws:iam::000000000000:user/bob is not authorized to perform: iam:ListUsers on"
              + " resource: arn:aws:iam::000000000000:user/* because no identity-based policy"
              + " allows the iam:ListUsers action",
          message(iam));
      SageMakerException sageMaker =
          assertThrows(SageMakerException.class, () -> bob.sageMaker().listModels());
      assertEquals(400, sageMaker.statusCode());
      assertEquals("AccessDeniedException", sageMaker.awsErrorDetails().errorCode());
      assertTrue(bob.sts().getCallerIdentity().arn().endsWith("user/bob"));
    }
  }

  @Test
  void aSessionIsLimitedByItsRoleAndItsPolicy() {
    IamClient iam = root.iam();
    String role =
        iam.createRole(request ->
                request
                    .roleName("reader")
                    .assumeRolePolicyDocument(
                        trust("\"AWS\":\"arn:aws:iam::" + ACCOUNT + ":root\"")))
            .role()
            .arn();
    iam.putRolePolicy(request ->
        request
            .roleName("reader")
            .policyName("read")
            .policyDocument(policy("Allow", "s3:GetObject", "arn:aws:s3:::lake/*")));
    try (SdkClients eve = user("eve", policy("Allow", "s3:*", "*"))) {
      StsException refused =
          assertThrows(
              StsException.class,
              () ->
                  eve.sts()
                      .assumeRole(request -> request.roleArn(role).roleSessionName("session")));
      assertEquals(403, refused.statusCode());
    }
    try (SdkClients dan = user("dan", policy("Allow", "sts:AssumeRole", role))) {
      Credentials given =
          dan.sts()
              .assumeRole(request ->
                  request
                      .roleArn(role)
                      .roleSessionName("session")
                      .policy(policy("Allow", "s3:GetObject", "arn:aws:s3:::lake/open/*")))
              .credentials();
      AwsSessionCredentials session =
          AwsSessionCredentials.create(
              given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
      try (SdkClients assumed = new SdkClients(server.url(), session)) {
        assumed.s3().getObjectAsBytes(request -> request.bucket("lake").key("open/1"));
        S3Exception limited =
            assertThrows(
                S3Exception.class,
                () ->
                    assumed
                        .s3()
                        .getObjectAsBytes(request -> request.bucket("lake").key("closed/1")));
        assertTrue(
            message(limited).contains("because no session policy allows the s3:GetObject action"),
            message(limited));
        assertThrows(
            S3Exception.class,
            () ->
                assumed
                    .s3()
                    .putObject(
                        request -> request.bucket("lake").key("open/2"),
                        RequestBody.fromString("x")));
      }
    }
  }

  @Test
  void aRoleIsPassedOnlyWhereItMayBeAndTrusts() {
    IamClient iam = root.iam();
    String other =
        iam.createRole(request ->
                request
                    .roleName("of-ec2")
                    .assumeRolePolicyDocument(trust("\"Service\":\"ec2.amazonaws.com\"")))
            .role()
            .arn();
    for (String role : new String[] {other, "arn:aws:iam::" + ACCOUNT + ":role/nobody"}) {
      SageMakerException refused =
          assertThrows(
              SageMakerException.class,
              () ->
                  root.sageMaker()
                      .createModel(request ->
                          request
                              .modelName("m")
                              .executionRoleArn(role)
                              .primaryContainer(container -> container.image("image"))));
      assertEquals("ValidationException", refused.awsErrorDetails().errorCode());
      assertEquals(
          "Could not assume role "
              + role
              + ". Please ensure that the role exists and allows principal"
              + " 'sagemaker.amazonaws.com' to assume the role.",
          message(refused));
    }
    try (SdkClients fay = user("fay", policy("Allow", "sagemaker:*", "*"))) {
      SageMakerException refused =
          assertThrows(
              SageMakerException.class,
              () ->
                  fay.sageMaker()
                      .createModel(request ->
                          request
                              .modelName("m")
                              .executionRoleArn(other)
                              .primaryContainer(container -> container.image("image"))));
      assertTrue(
          message(refused).contains("is not authorized to perform: iam:PassRole on resource: "),
          message(refused));
    }
  }
}
