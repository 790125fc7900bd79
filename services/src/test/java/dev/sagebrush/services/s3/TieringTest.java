package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.HeadObjectOutput;
import dev.sagebrush.model.s3.HeadObjectRequest;
import dev.sagebrush.model.s3.IntelligentTieringConfiguration;
import dev.sagebrush.model.s3.ListBucketIntelligentTieringConfigurationsOutput;
import dev.sagebrush.model.s3.ListBucketIntelligentTieringConfigurationsRequest;
import dev.sagebrush.model.s3.PutBucketIntelligentTieringConfigurationRequest;
import dev.sagebrush.model.s3.PutObjectOutput;
import dev.sagebrush.model.s3.RestoreObjectOutput;
import dev.sagebrush.model.s3.RestoreObjectRequest;
import dev.sagebrush.model.s3.RestoreRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.Tiering;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of Intelligent-Tiering: what nobody reads goes there, and comes back when asked. */
class TieringTest {

  @TempDir private Path folder;

  private Harness s3;

  @BeforeEach
  void open() {
    s3 = Harness.withBucket(folder);
  }

  @AfterEach
  void close() {
    s3.close();
  }

  private static PutBucketIntelligentTieringConfigurationRequest putting(int days) {
    return PutBucketIntelligentTieringConfigurationRequest.builder()
        .bucket(Harness.BUCKET)
        .id("cold")
        .intelligentTieringConfiguration(
            IntelligentTieringConfiguration.builder()
                .id("cold")
                .status("Enabled")
                .tierings(
                    List.of(Tiering.builder().accessTier("ARCHIVE_ACCESS").days(days).build()))
                .build())
        .build();
  }

  private GetObjectOutput read() {
    return s3.call(S3Api.GET_OBJECT, GetObjectOutput.class, Harness.getting("key").build());
  }

  private HeadObjectOutput head() {
    return s3.call(
        S3Api.HEAD_OBJECT,
        HeadObjectOutput.class,
        HeadObjectRequest.builder().bucket(Harness.BUCKET).key("key").build());
  }

  @Test
  void whatNobodyReadsIsArchivedAndARestoreBringsItBack() {
    assertEquals(
        "InvalidArgument",
        s3.refused(S3Api.PUT_BUCKET_INTELLIGENT_TIERING_CONFIGURATION, putting(89)).code());
    s3.call(S3Api.PUT_BUCKET_INTELLIGENT_TIERING_CONFIGURATION, Unit.class, putting(90));
    assertEquals(
        1,
        s3.call(
                S3Api.LIST_BUCKET_INTELLIGENT_TIERING_CONFIGURATIONS,
                ListBucketIntelligentTieringConfigurationsOutput.class,
                ListBucketIntelligentTieringConfigurationsRequest.builder()
                    .bucket(Harness.BUCKET)
                    .build())
            .intelligentTieringConfigurationList()
            .size());
    s3.call(
        S3Api.PUT_OBJECT,
        PutObjectOutput.class,
        Harness.putting("key", "x").storageClass("INTELLIGENT_TIERING").build());
    s3.clock.advance(Duration.ofDays(60));
    Harness.bytes(read());
    s3.clock.advance(Duration.ofDays(60));
    assertNull(head().archiveStatus());
    s3.clock.advance(Duration.ofDays(31));
    assertEquals("ARCHIVE_ACCESS", head().archiveStatus());
    assertEquals(
        "InvalidObjectState", s3.refused(S3Api.GET_OBJECT, Harness.getting("key").build()).code());
    s3.call(
        S3Api.RESTORE_OBJECT,
        RestoreObjectOutput.class,
        RestoreObjectRequest.builder()
            .bucket(Harness.BUCKET)
            .key("key")
            .restoreRequest(RestoreRequest.builder().build())
            .build());
    assertEquals("ongoing-request=\"true\"", head().restore());
    s3.clock.advance(Duration.ofHours(5));
    assertNull(head().archiveStatus());
    Harness.bytes(read());
  }
}
