package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.CreateBucketOutput;
import dev.sagebrush.model.s3.CreateBucketRequest;
import dev.sagebrush.model.s3.DefaultRetention;
import dev.sagebrush.model.s3.DeleteObjectOutput;
import dev.sagebrush.model.s3.DeleteObjectRequest;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.GlacierJobParameters;
import dev.sagebrush.model.s3.ObjectLockConfiguration;
import dev.sagebrush.model.s3.ObjectLockLegalHold;
import dev.sagebrush.model.s3.ObjectLockRetention;
import dev.sagebrush.model.s3.ObjectLockRule;
import dev.sagebrush.model.s3.PutBucketVersioningRequest;
import dev.sagebrush.model.s3.PutObjectLegalHoldOutput;
import dev.sagebrush.model.s3.PutObjectLegalHoldRequest;
import dev.sagebrush.model.s3.PutObjectLockConfigurationOutput;
import dev.sagebrush.model.s3.PutObjectLockConfigurationRequest;
import dev.sagebrush.model.s3.PutObjectOutput;
import dev.sagebrush.model.s3.PutObjectRetentionOutput;
import dev.sagebrush.model.s3.PutObjectRetentionRequest;
import dev.sagebrush.model.s3.RestoreObjectOutput;
import dev.sagebrush.model.s3.RestoreObjectRequest;
import dev.sagebrush.model.s3.RestoreRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.VersioningConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be removed yet, and what cannot be read yet. */
class ProtectionTest {

  @TempDir private Path folder;

  private Harness s3;

  @BeforeEach
  void open() {
    s3 = new Harness(folder);
    s3.call(
        S3Api.CREATE_BUCKET,
        CreateBucketOutput.class,
        CreateBucketRequest.builder()
            .bucket(Harness.BUCKET)
            .objectLockEnabledForBucket(true)
            .build());
  }

  @AfterEach
  void close() {
    s3.close();
  }

  private static DeleteObjectRequest.Builder removing(String version) {
    return DeleteObjectRequest.builder().bucket(Harness.BUCKET).key("key").versionId(version);
  }

  private String removal(DeleteObjectRequest.Builder request) {
    return s3.refused(S3Api.DELETE_OBJECT, request.build()).code();
  }

  private void remove(DeleteObjectRequest.Builder request) {
    s3.call(S3Api.DELETE_OBJECT, DeleteObjectOutput.class, request.build());
  }

  private static PutObjectRetentionRequest.Builder retaining(String mode, int days) {
    return PutObjectRetentionRequest.builder()
        .bucket(Harness.BUCKET)
        .key("key")
        .retention(
            ObjectLockRetention.builder()
                .mode(mode)
                .retainUntilDate(Harness.START.plus(Duration.ofDays(days)))
                .build());
  }

  @Test
  void complianceEndsWithItsTimeAndNothingElseEndsIt() {
    s3.call(
        S3Api.PUT_OBJECT_LOCK_CONFIGURATION,
        PutObjectLockConfigurationOutput.class,
        PutObjectLockConfigurationRequest.builder()
            .bucket(Harness.BUCKET)
            .objectLockConfiguration(
                ObjectLockConfiguration.builder()
                    .objectLockEnabled("Enabled")
                    .rule(
                        ObjectLockRule.builder()
                            .defaultRetention(
                                DefaultRetention.builder().mode("COMPLIANCE").days(2).build())
                            .build())
                    .build())
            .build());
    String version = s3.put("key", "x").versionId();
    GetObjectOutput got =
        s3.call(S3Api.GET_OBJECT, GetObjectOutput.class, Harness.getting("key").build());
    assertEquals("COMPLIANCE", got.objectLockMode());
    assertEquals(Harness.START.plus(Duration.ofDays(2)), got.objectLockRetainUntilDate());
    assertEquals("AccessDenied", removal(removing(version)));
    assertEquals("AccessDenied", removal(removing(version).bypassGovernanceRetention(true)));
    assertEquals(
        "AccessDenied",
        s3.refused(S3Api.PUT_OBJECT_RETENTION, retaining("COMPLIANCE", 1).build()).code());
    s3.call(
        S3Api.PUT_OBJECT_RETENTION,
        PutObjectRetentionOutput.class,
        retaining("COMPLIANCE", 3).build());
    remove(removing(null));
    s3.clock.advance(Duration.ofDays(2));
    assertEquals("AccessDenied", removal(removing(version)));
    s3.clock.advance(Duration.ofDays(1));
    remove(removing(version));
    assertEquals("InvalidBucketState", suspend());
  }

  private String suspend() {
    return s3.refused(
            S3Api.PUT_BUCKET_VERSIONING,
            PutBucketVersioningRequest.builder()
                .bucket(Harness.BUCKET)
                .versioningConfiguration(
                    VersioningConfiguration.builder().status("Suspended").build())
                .build())
        .code();
  }

  @Test
  void governanceIsBypassedButALegalHoldIsNot() {
    Instant until = Harness.START.plus(Duration.ofDays(9));
    String version =
        s3.call(
                S3Api.PUT_OBJECT,
                PutObjectOutput.class,
                Harness.putting("key", "x")
                    .objectLockMode("GOVERNANCE")
                    .objectLockRetainUntilDate(until)
                    .objectLockLegalHoldStatus("ON")
                    .build())
            .versionId();
    assertEquals("AccessDenied", removal(removing(version).bypassGovernanceRetention(true)));
    s3.call(
        S3Api.PUT_OBJECT_LEGAL_HOLD,
        PutObjectLegalHoldOutput.class,
        PutObjectLegalHoldRequest.builder()
            .bucket(Harness.BUCKET)
            .key("key")
            .legalHold(ObjectLockLegalHold.builder().status("OFF").build())
            .build());
    assertEquals("AccessDenied", removal(removing(version)));
    assertEquals(
        "AccessDenied",
        s3.refused(S3Api.PUT_OBJECT_RETENTION, retaining("COMPLIANCE", 9).build()).code());
    remove(removing(version).bypassGovernanceRetention(true));
    assertEquals(
        "InvalidArgument",
        s3.refused(
                S3Api.PUT_OBJECT, Harness.putting("key", "x").objectLockMode("GOVERNANCE").build())
            .code());
  }

  @Test
  void mfaDeleteTakesACode() {
    s3.createBucket("guarded");
    PutBucketVersioningRequest.Builder guard =
        PutBucketVersioningRequest.builder()
            .bucket("guarded")
            .versioningConfiguration(
                VersioningConfiguration.builder().status("Enabled").mfaDelete("Enabled").build());
    assertEquals("AccessDenied", s3.refused(S3Api.PUT_BUCKET_VERSIONING, guard.build()).code());
    assertEquals(
        "AccessDenied",
        s3.refused(S3Api.PUT_BUCKET_VERSIONING, guard.mfa("serial 654321").build()).code());
    s3.call(S3Api.PUT_BUCKET_VERSIONING, Unit.class, guard.mfa("serial 123456").build());
    String version =
        s3.call(
                S3Api.PUT_OBJECT,
                PutObjectOutput.class,
                Harness.putting("key", "x").bucket("guarded").build())
            .versionId();
    assertEquals("AccessDenied", removal(removing(version).bucket("guarded")));
    remove(removing(null).bucket("guarded"));
    remove(removing(version).bucket("guarded").mfa("serial 123456"));
  }

  private static RestoreObjectRequest restoring(String tier) {
    return RestoreObjectRequest.builder()
        .bucket(Harness.BUCKET)
        .key("cold")
        .restoreRequest(
            RestoreRequest.builder()
                .days(2)
                .glacierJobParameters(GlacierJobParameters.builder().tier(tier).build())
                .build())
        .build();
  }

  private GetObjectOutput got() {
    return s3.call(S3Api.GET_OBJECT, GetObjectOutput.class, Harness.getting("cold").build());
  }

  private String unread() {
    return s3.refused(S3Api.GET_OBJECT, Harness.getting("cold").build()).code();
  }

  @Test
  void aRestoreTakesItsTimeAndLastsItsDays() {
    s3.call(
        S3Api.PUT_OBJECT,
        PutObjectOutput.class,
        Harness.putting("cold", "x").storageClass("GLACIER").build());
    s3.put("warm", "x");
    assertEquals("InvalidObjectState", unread());
    s3.call(S3Api.RESTORE_OBJECT, RestoreObjectOutput.class, restoring("Bulk"));
    assertEquals(
        "RestoreAlreadyInProgress", s3.refused(S3Api.RESTORE_OBJECT, restoring("Bulk")).code());
    assertEquals("InvalidObjectState", unread());
    s3.call(S3Api.RESTORE_OBJECT, RestoreObjectOutput.class, restoring("Expedited"));
    s3.clock.advance(Duration.ofMinutes(5));
    assertEquals(
        "ongoing-request=\"false\", expiry-date=\"Mon, 05 Jan 2026 00:00:00 GMT\"",
        got().restore());
    s3.clock.advance(Duration.ofDays(3));
    assertEquals("InvalidObjectState", unread());
    assertEquals(
        "InvalidObjectState",
        s3.refused(
                S3Api.RESTORE_OBJECT,
                RestoreObjectRequest.builder()
                    .bucket(Harness.BUCKET)
                    .key("warm")
                    .restoreRequest(RestoreRequest.builder().days(1).build())
                    .build())
            .code());
    assertNull(
        s3.call(S3Api.GET_OBJECT, GetObjectOutput.class, Harness.getting("warm").build())
            .restore());
  }
}
