package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.CopyObjectOutput;
import dev.sagebrush.model.s3.CopyObjectRequest;
import dev.sagebrush.model.s3.DeleteMarkerEntry;
import dev.sagebrush.model.s3.DeleteObjectOutput;
import dev.sagebrush.model.s3.DeleteObjectRequest;
import dev.sagebrush.model.s3.GetObjectOutput;
import dev.sagebrush.model.s3.ListObjectVersionsOutput;
import dev.sagebrush.model.s3.ListObjectVersionsRequest;
import dev.sagebrush.model.s3.ObjectVersion;
import dev.sagebrush.model.s3.PutBucketVersioningRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.VersioningConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions: what a write, a deletion and a removal leave, and how all of it is listed. */
class VersioningTest {

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

  private void versioning(String status) {
    s3.call(
        S3Api.PUT_BUCKET_VERSIONING,
        Unit.class,
        PutBucketVersioningRequest.builder()
            .bucket(Harness.BUCKET)
            .versioningConfiguration(VersioningConfiguration.builder().status(status).build())
            .build());
  }

  private DeleteObjectOutput delete(String key, String version) {
    return s3.call(
        S3Api.DELETE_OBJECT,
        DeleteObjectOutput.class,
        DeleteObjectRequest.builder().bucket(Harness.BUCKET).key(key).versionId(version).build());
  }

  private String text(String key, String version) {
    return new String(s3.bytes(Harness.getting(key).versionId(version)), StandardCharsets.UTF_8);
  }

  private static ListObjectVersionsRequest.Builder listing() {
    return ListObjectVersionsRequest.builder().bucket(Harness.BUCKET);
  }

  private ListObjectVersionsOutput list(ListObjectVersionsRequest.Builder request) {
    return s3.call(S3Api.LIST_OBJECT_VERSIONS, ListObjectVersionsOutput.class, request.build());
  }

  private static String shown(ObjectVersion version) {
    return version.key() + "@" + version.versionId() + (version.isLatest() ? "!" : "");
  }

  private static String shown(DeleteMarkerEntry marker) {
    return marker.key() + "@" + marker.versionId() + (marker.isLatest() ? "!" : "");
  }

  private List<String> versions() {
    return list(listing()).versions().stream().map(VersioningTest::shown).toList();
  }

  private List<String> markers() {
    return list(listing()).deleteMarkers().stream().map(VersioningTest::shown).toList();
  }

  @Test
  void everyWriteIsAVersionOfItsOwn() {
    assertNull(s3.put("key", "zero").versionId());
    versioning("Enabled");
    String first = s3.put("key", "one").versionId();
    String second = s3.put("key", "two").versionId();
    assertEquals(32, first.length());
    assertNotEquals(first, second);
    assertEquals("two", s3.text("key"));
    assertEquals("one", text("key", first));
    assertEquals("zero", text("key", "null"));
    assertEquals(List.of("key@" + second + "!", "key@" + first, "key@null"), versions());
    assertEquals(
        "NoSuchVersion",
        s3.refused(S3Api.GET_OBJECT, Harness.getting("other").versionId(second).build()).code());
  }

  @Test
  void aDeletionIsAMarkerAndItsRemovalBringsTheObjectBack() {
    versioning("Enabled");
    String version = s3.put("key", "one").versionId();
    DeleteObjectOutput deleted = delete("key", null);
    assertEquals(true, deleted.deleteMarker());
    ServiceException gone = s3.refused(S3Api.GET_OBJECT, Harness.getting("key").build());
    assertEquals("NoSuchKey", gone.code());
    assertEquals("true", gone.headers().get("x-amz-delete-marker"));
    assertEquals(deleted.versionId(), gone.headers().get("x-amz-version-id"));
    ServiceException marker =
        s3.refused(S3Api.GET_OBJECT, Harness.getting("key").versionId(deleted.versionId()).build());
    assertEquals(405, marker.status());
    assertEquals(
        "InvalidRequest",
        s3.refused(
                S3Api.COPY_OBJECT,
                CopyObjectRequest.builder()
                    .bucket(Harness.BUCKET)
                    .key("to")
                    .copySource(Harness.BUCKET + "/key?versionId=" + deleted.versionId())
                    .build())
            .code());
    assertEquals(List.of("key@" + version), versions());
    assertEquals(List.of("key@" + deleted.versionId() + "!"), markers());
    assertEquals(true, delete("key", deleted.versionId()).deleteMarker());
    assertEquals("one", s3.text("key"));
    assertEquals(List.of("key@" + version + "!"), versions());
    assertNull(delete("key", version).deleteMarker());
    assertEquals(List.of(), versions());
    assertEquals(List.of(), s3.blobRows());
  }

  @Test
  void whileSuspendedOnlyTheNullVersionIsReplaced() {
    versioning("Enabled");
    String kept = s3.put("key", "kept").versionId();
    versioning("Suspended");
    assertNull(s3.put("key", "first").versionId());
    s3.put("key", "second");
    assertEquals(List.of("key@null!", "key@" + kept), versions());
    DeleteObjectOutput deleted = delete("key", null);
    assertEquals("null", deleted.versionId());
    assertEquals(List.of("key@" + kept), versions());
    assertEquals(List.of("key@null!"), markers());
    versioning("Enabled");
    String newest = s3.put("key", "newest").versionId();
    assertEquals(List.of("key@null"), markers());
    versioning("Suspended");
    s3.put("key", "third");
    assertEquals(List.of("key@null!", "key@" + newest, "key@" + kept), versions());
    assertEquals(List.of(), markers());
    delete("key", "null");
    assertEquals("newest", s3.text("key"));
    assertEquals(2, s3.blobRows().size());
  }

  @Test
  void anOldVersionIsCopiedOverTheNewest() {
    versioning("Enabled");
    String old = s3.put("key", "old").versionId();
    s3.put("key", "new");
    CopyObjectOutput copied =
        s3.call(
            S3Api.COPY_OBJECT,
            CopyObjectOutput.class,
            CopyObjectRequest.builder()
                .bucket(Harness.BUCKET)
                .key("key")
                .copySource(Harness.BUCKET + "/key?versionId=" + old)
                .build());
    assertEquals(old, copied.copySourceVersionId());
    assertEquals("old", s3.text("key"));
    GetObjectOutput got =
        s3.call(S3Api.GET_OBJECT, GetObjectOutput.class, Harness.getting("key").build());
    assertEquals(copied.versionId(), got.versionId());
  }

  @Test
  void pagesOfAnySizeShowEveryVersionOnceInOrder() {
    versioning("Enabled");
    List<String> expected = new ArrayList<>();
    Random random = new Random(5);
    for (String key : List.of("a", "a/x", "a/y", "b", "b/\u00e9", "\ud83d\ude00", "\uffee")) {
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        s3.put(key, "v" + i);
      }
      if (random.nextBoolean()) {
        delete(key, null);
      }
    }
    Map<String, Boolean> all = new LinkedHashMap<>();
    ListObjectVersionsOutput whole = list(listing());
    whole.versions().forEach(version -> all.put(shown(version), true));
    whole.deleteMarkers().forEach(marker -> all.put(shown(marker), true));
    for (int size = 1; size < 6; size++) {
      Map<String, Boolean> seen = new LinkedHashMap<>();
      ListObjectVersionsRequest.Builder request = listing().maxKeys(size);
      ListObjectVersionsOutput page;
      do {
        page = list(request);
        assertTrue(page.versions().size() + page.deleteMarkers().size() <= size);
        page.versions().forEach(version -> assertNull(seen.put(shown(version), true)));
        page.deleteMarkers().forEach(marker -> assertNull(seen.put(shown(marker), true)));
        request.keyMarker(page.nextKeyMarker()).versionIdMarker(page.nextVersionIdMarker());
      } while (page.isTruncated());
      assertEquals(all.keySet(), seen.keySet());
    }
    whole.versions().forEach(version -> expected.add(version.key()));
    List<String> sorted = new ArrayList<>(expected);
    sorted.sort(Listing::compare);
    assertEquals(sorted, expected);
    ListObjectVersionsOutput rolled = list(listing().delimiter("/").maxKeys(100));
    assertEquals(
        List.of("a/", "b/"),
        rolled.commonPrefixes().stream().map(prefix -> prefix.prefix()).toList());
    assertTrue(rolled.versions().stream().noneMatch(version -> version.key().contains("/")));
    assertEquals(
        "InvalidArgument",
        s3.refused(S3Api.LIST_OBJECT_VERSIONS, listing().versionIdMarker("null").build()).code());
  }
}
