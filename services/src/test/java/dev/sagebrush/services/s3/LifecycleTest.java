package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.AbortIncompleteMultipartUpload;
import dev.sagebrush.model.s3.BucketLifecycleConfiguration;
import dev.sagebrush.model.s3.CreateMultipartUploadOutput;
import dev.sagebrush.model.s3.CreateMultipartUploadRequest;
import dev.sagebrush.model.s3.DeleteObjectOutput;
import dev.sagebrush.model.s3.DeleteObjectRequest;
import dev.sagebrush.model.s3.GetBucketLifecycleConfigurationOutput;
import dev.sagebrush.model.s3.GetBucketLifecycleConfigurationRequest;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.LifecycleExpiration;
import dev.sagebrush.model.s3.LifecycleRule;
import dev.sagebrush.model.s3.LifecycleRuleFilter;
import dev.sagebrush.model.s3.ListMultipartUploadsOutput;
import dev.sagebrush.model.s3.ListMultipartUploadsRequest;
import dev.sagebrush.model.s3.ListObjectVersionsOutput;
import dev.sagebrush.model.s3.ListObjectVersionsRequest;
import dev.sagebrush.model.s3.ListObjectsV2Output;
import dev.sagebrush.model.s3.ListObjectsV2Request;
import dev.sagebrush.model.s3.NoncurrentVersionExpiration;
import dev.sagebrush.model.s3.ObjectVersion;
import dev.sagebrush.model.s3.PutBucketLifecycleConfigurationOutput;
import dev.sagebrush.model.s3.PutBucketLifecycleConfigurationRequest;
import dev.sagebrush.model.s3.PutBucketVersioningRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.S3Object;
import dev.sagebrush.model.s3.Tag;
import dev.sagebrush.model.s3.Transition;
import dev.sagebrush.model.s3.VersioningConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules, day by day, on a clock that is moved on. */
@Timeout(60)
class LifecycleTest {

  private static final byte[] LARGE = new byte[128 << 10];

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

  private static LifecycleRule.Builder rule(String id, String prefix) {
    return LifecycleRule.builder()
        .id(id)
        .status("Enabled")
        .filter(LifecycleRuleFilter.builder().prefix(prefix).build());
  }

  private static LifecycleExpiration after(int days) {
    return LifecycleExpiration.builder().days(days).build();
  }

  private static PutBucketLifecycleConfigurationRequest putting(LifecycleRule... rules) {
    return PutBucketLifecycleConfigurationRequest.builder()
        .bucket(Harness.BUCKET)
        .lifecycleConfiguration(
            BucketLifecycleConfiguration.builder().rules(List.of(rules)).build())
        .build();
  }

  private void put(LifecycleRule... rules) {
    s3.call(
        S3Api.PUT_BUCKET_LIFECYCLE_CONFIGURATION,
        PutBucketLifecycleConfigurationOutput.class,
        putting(rules));
  }

  private String refusal(LifecycleRule... rules) {
    return s3.refused(S3Api.PUT_BUCKET_LIFECYCLE_CONFIGURATION, putting(rules)).code();
  }

  private void enableVersions() {
    s3.call(
        S3Api.PUT_BUCKET_VERSIONING,
        Unit.class,
        PutBucketVersioningRequest.builder()
            .bucket(Harness.BUCKET)
            .versioningConfiguration(VersioningConfiguration.builder().status("Enabled").build())
            .build());
  }

  /** Key to storage class, of what a client that knows no versions sees. */
  private Map<String, String> listed() {
    Map<String, String> listed = new TreeMap<>();
    ListObjectsV2Output page =
        s3.call(
            S3Api.LIST_OBJECTS_V2,
            ListObjectsV2Output.class,
            ListObjectsV2Request.builder().bucket(Harness.BUCKET).build());
    for (S3Object object : page.contents()) {
      listed.put(object.key(), object.storageClass());
    }
    return listed;
  }

  private ListObjectVersionsOutput versions() {
    return s3.call(
        S3Api.LIST_OBJECT_VERSIONS,
        ListObjectVersionsOutput.class,
        ListObjectVersionsRequest.builder().bucket(Harness.BUCKET).build());
  }

  private void pass(int days) {
    s3.passTime(Duration.ofDays(days));
  }

  @Test
  void objectsExpireAtTheMidnightAfterTheirDays() {
    s3.put("before/rules", "x");
    put(rule("short", "").expiration(after(3)).build());
    s3.put("after/rules", "x");
    GetObjectOutput got =
        s3.call(S3Api.GET_OBJECT, GetObjectOutput.class, Harness.getting("after/rules").build());
    assertEquals(
        "expiry-date=\"Tue, 06 Jan 2026 00:00:00 GMT\", rule-id=\"short\"", got.expiration());
    pass(3);
    assertEquals(2, listed().size());
    pass(1);
    assertEquals(Map.of(), listed());
    assertEquals(List.of(), s3.blobRows());
  }

  @Test
  void objectsGoDownTheWaterfallAndSmallOnesStay() {
    put(
        rule("cold", "data/")
            .transitions(
                List.of(
                    Transition.builder().days(30).storageClass("STANDARD_IA").build(),
                    Transition.builder().days(90).storageClass("GLACIER").build()))
            .expiration(after(365))
            .build());
    s3.put("data/large", LARGE);
    s3.put("data/small", "x");
    s3.put("other/large", LARGE);
    pass(31);
    assertEquals(
        Map.of("data/large", "STANDARD_IA", "data/small", "STANDARD", "other/large", "STANDARD"),
        listed());
    pass(60);
    assertEquals("GLACIER", listed().get("data/large"));
    pass(275);
    assertEquals(Map.of("other/large", "STANDARD"), listed());
  }

  @Test
  void filtersAskForTagsAndSizes() {
    put(
        rule("tagged", "")
            .filter(
                LifecycleRuleFilter.builder()
                    .tag(Tag.builder().key("keep").value("no").build())
                    .build())
            .expiration(after(1))
            .build(),
        rule("large", "")
            .filter(LifecycleRuleFilter.builder().objectSizeGreaterThan(1000L).build())
            .expiration(after(1))
            .build());
    s3.call(
        S3Api.PUT_OBJECT,
        dev.sagebrush.model.s3.PutObjectOutput.class,
        Harness.putting("tagged", "x").tagging("keep=no").build());
    s3.put("large", LARGE);
    s3.put("plain", "x");
    pass(2);
    assertEquals(Map.of("plain", "STANDARD"), listed());
  }

  @Test
  void versionsExpireAndTheMarkerLeftAloneGoes() {
    enableVersions();
    put(
        rule("old", "")
            .noncurrentVersionExpiration(
                NoncurrentVersionExpiration.builder().noncurrentDays(2).build())
            .expiration(LifecycleExpiration.builder().expiredObjectDeleteMarker(true).build())
            .build());
    s3.put("key", "one");
    s3.put("key", "two");
    pass(2);
    assertEquals(2, versions().versions().size());
    pass(1);
    assertEquals(1, versions().versions().size());
    s3.call(
        S3Api.DELETE_OBJECT,
        DeleteObjectOutput.class,
        DeleteObjectRequest.builder().bucket(Harness.BUCKET).key("key").build());
    pass(1);
    assertEquals(1, versions().deleteMarkers().size());
    pass(3);
    assertEquals(List.of(), versions().versions());
    assertEquals(List.of(), versions().deleteMarkers());
    assertEquals(List.of(), s3.blobRows());
  }

  @Test
  void someNewerVersionsAreKept() {
    enableVersions();
    put(
        rule("few", "")
            .noncurrentVersionExpiration(
                NoncurrentVersionExpiration.builder()
                    .noncurrentDays(1)
                    .newerNoncurrentVersions(2)
                    .build())
            .build());
    for (int i = 0; i < 6; i++) {
      s3.put("key", "v" + i);
    }
    pass(3);
    assertEquals(3, versions().versions().size());
    String newest = s3.put("key", "v6").versionId();
    pass(3);
    assertEquals(3, versions().versions().size());
    assertEquals(
        newest, versions().versions().stream().map(ObjectVersion::versionId).toList().getFirst());
  }

  @Test
  void uploadsThatAreLeftAreAborted() {
    put(
        rule("abort", "big/")
            .abortIncompleteMultipartUpload(
                AbortIncompleteMultipartUpload.builder().daysAfterInitiation(2).build())
            .build());
    assertEquals(
        Instant.parse("2026-01-05T00:00:00Z"),
        s3.call(
                S3Api.CREATE_MULTIPART_UPLOAD,
                CreateMultipartUploadOutput.class,
                CreateMultipartUploadRequest.builder().bucket(Harness.BUCKET).key("big/1").build())
            .abortDate());
    Parts.begin(s3, "small/one");
    pass(3);
    ListMultipartUploadsOutput left =
        s3.call(
            S3Api.LIST_MULTIPART_UPLOADS,
            ListMultipartUploadsOutput.class,
            ListMultipartUploadsRequest.builder().bucket(Harness.BUCKET).build());
    assertEquals(List.of("small/one"), left.uploads().stream().map(u -> u.key()).toList());
  }

  @Test
  void aYearWithNothingDueCostsNothing() {
    put(rule("never", "none/").expiration(after(1)).build());
    for (int i = 0; i < 200; i++) {
      s3.put("key/" + i, "x");
    }
    pass(365);
    assertEquals(200, listed().size());
    assertEquals(List.of(), Schema.declare(s3.tables).due().scan(dev.sagebrush.store.Range.all()));
  }

  @Test
  void rulesAreNamedKeptAndChecked() {
    put(
        LifecycleRule.builder()
            .status("Disabled")
            .prefix("old/")
            .expiration(
                LifecycleExpiration.builder().date(Instant.parse("2030-01-01T00:00:00Z")).build())
            .build());
    GetBucketLifecycleConfigurationOutput got =
        s3.call(
            S3Api.GET_BUCKET_LIFECYCLE_CONFIGURATION,
            GetBucketLifecycleConfigurationOutput.class,
            GetBucketLifecycleConfigurationRequest.builder().bucket(Harness.BUCKET).build());
    LifecycleRule rule = got.rules().getFirst();
    assertEquals("old/", rule.prefix());
    assertEquals(48, rule.id().length());
    assertNull(rule.filter());
    assertEquals("all_storage_classes_128K", got.transitionDefaultMinimumObjectSize());
    assertEquals(
        "InvalidArgument", refusal(rule("x".repeat(256), "").expiration(after(1)).build()));
    LifecycleRule fine = rule("same", "").expiration(after(1)).build();
    assertEquals("InvalidArgument", refusal(fine, fine));
    assertEquals("InvalidArgument", refusal(rule("zero", "").expiration(after(0)).build()));
    assertEquals("InvalidRequest", refusal(rule("none", "").build()));
    assertEquals(
        "MalformedXML", refusal(rule("x", "").status("enabled").expiration(after(1)).build()));
    assertEquals("MalformedXML", refusal(rule("x", "").filter(null).expiration(after(1)).build()));
    assertEquals(
        "InvalidArgument",
        refusal(
            rule("ia", "")
                .transitions(
                    List.of(Transition.builder().days(1).storageClass("STANDARD_IA").build()))
                .build()));
    assertTrue(
        s3.refused(
                S3Api.PUT_BUCKET_LIFECYCLE_CONFIGURATION,
                putting(
                    rule("late", "")
                        .transitions(
                            List.of(Transition.builder().days(9).storageClass("GLACIER").build()))
                        .expiration(after(9))
                        .build()))
            .getMessage()
            .startsWith("'Days' in the Expiration action for filter '(prefix=)' must be greater"));
  }
}
