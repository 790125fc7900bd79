package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.s3.CommonPrefix;
import dev.sagebrush.model.s3.ListObjectsOutput;
import dev.sagebrush.model.s3.ListObjectsRequest;
import dev.sagebrush.model.s3.ListObjectsV2Output;
import dev.sagebrush.model.s3.ListObjectsV2Request;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.S3Object;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {

  private static final List<String> KEYS =
      List.of(
          "a", "a/", "a/1", "a/2/x", "a/2/y", "ab", "b/1", "b//2", "c", "d e+f", "é", "ﬀ", "𝄞",
          "z");

  private static Harness s3;

  @BeforeAll
  static void fill(@TempDir Path folder) {
    s3 = Harness.withBucket(folder);
    KEYS.forEach(key -> s3.put(key, key));
  }

  @AfterAll
  static void close() {
    s3.close();
  }

  private static ListObjectsV2Request.Builder v2() {
    return ListObjectsV2Request.builder().bucket(Harness.BUCKET);
  }

  private static ListObjectsV2Output list(ListObjectsV2Request.Builder request) {
    return s3.call(S3Api.LIST_OBJECTS_V2, ListObjectsV2Output.class, request.build());
  }

  private static List<String> keys(ListObjectsV2Output page) {
    return page.contents().stream().map(S3Object::key).toList();
  }

  private static List<String> prefixes(List<CommonPrefix> prefixes) {
    return prefixes.stream().map(CommonPrefix::prefix).toList();
  }

  @Test
  void keysComeInTheOrderOfTheirUtf8Bytes() {
    ListObjectsV2Output all = list(v2());
    List<String> expected = new ArrayList<>(KEYS);
    expected.sort(Listing::compare);
    assertEquals(expected, keys(all));
    // UTF-16 would have put the clef, a surrogate pair, before the ligature.
    assertTrue(expected.indexOf("𝄞") > expected.indexOf("ﬀ"));
    assertEquals(KEYS.size(), all.keyCount());
    assertFalse(all.isTruncated());
    assertNull(all.nextContinuationToken());
    S3Object first = all.contents().getFirst();
    assertEquals(1, first.size());
    assertEquals("STANDARD", first.storageClass());
    assertEquals(Harness.START_SECOND, first.lastModified());
    assertEquals(List.of("CRC64NVME"), first.checksumAlgorithm());
    assertNull(first.owner());
    assertNotNull(list(v2().fetchOwner(true)).contents().getFirst().owner());
  }

  @Test
  void aDelimiterRollsUp() {
    ListObjectsV2Output top = list(v2().delimiter("/"));
    assertEquals(List.of("a/", "b/"), prefixes(top.commonPrefixes()));
    assertEquals(List.of("a", "ab", "c", "d e+f", "z", "é", "ﬀ", "𝄞"), keys(top));
    ListObjectsV2Output below = list(v2().delimiter("/").prefix("a/"));
    assertEquals(List.of("a/2/"), prefixes(below.commonPrefixes()));
    assertEquals(List.of("a/", "a/1"), keys(below));
    assertEquals(List.of("b//"), prefixes(list(v2().delimiter("/").prefix("b/")).commonPrefixes()));
    assertEquals(List.of("a/2"), prefixes(list(v2().delimiter("2").prefix("a/")).commonPrefixes()));
  }

  @Test
  void everyPageSizeListsTheSame() {
    for (String delimiter : new String[] {"", "/", "2"}) {
      for (String prefix : new String[] {"", "a", "a/", "nothing"}) {
        ListObjectsV2Output whole = list(v2().delimiter(delimiter).prefix(prefix));
        for (int size = 1; size <= 5; size++) {
          List<String> keys = new ArrayList<>();
          List<String> prefixes = new ArrayList<>();
          String token = null;
          do {
            ListObjectsV2Output page =
                list(
                    v2().delimiter(delimiter)
                        .prefix(prefix)
                        .maxKeys(size)
                        .continuationToken(token));
            assertTrue(page.keyCount() <= size);
            keys.addAll(keys(page));
            prefixes.addAll(prefixes(page.commonPrefixes()));
            token = page.nextContinuationToken();
            assertEquals(token != null, page.isTruncated());
          } while (token != null);
          assertEquals(keys(whole), keys);
          assertEquals(prefixes(whole.commonPrefixes()), prefixes);
        }
      }
    }
  }

  @Test
  void listingStartsAfterAnything() {
    assertEquals(List.of("z", "é", "ﬀ", "𝄞"), keys(list(v2().startAfter("d e+f"))));
    assertEquals(List.of("a/2/x", "a/2/y"), keys(list(v2().prefix("a/2").startAfter("A"))));
    assertEquals(List.of(), keys(list(v2().prefix("a/2").startAfter("b"))));
    ListObjectsV2Output inside = list(v2().delimiter("/").startAfter("a/1"));
    assertEquals(List.of("b/"), prefixes(inside.commonPrefixes()));
  }

  @Test
  void theFirstVersionMarksOnlyWithADelimiter() {
    ListObjectsRequest.Builder request =
        ListObjectsRequest.builder().bucket(Harness.BUCKET).maxKeys(2);
    ListObjectsOutput plain = s3.call(S3Api.LIST_OBJECTS, ListObjectsOutput.class, request.build());
    assertTrue(plain.isTruncated());
    assertNull(plain.nextMarker());
    assertNotNull(plain.contents().getFirst().owner());
    ListObjectsOutput rolled =
        s3.call(S3Api.LIST_OBJECTS, ListObjectsOutput.class, request.delimiter("/").build());
    assertEquals("a/", rolled.nextMarker());
    ListObjectsOutput next =
        s3.call(
            S3Api.LIST_OBJECTS,
            ListObjectsOutput.class,
            request.marker(rolled.nextMarker()).build());
    assertEquals("ab", next.contents().getFirst().key());
    assertEquals(List.of("b/"), prefixes(next.commonPrefixes()));
  }

  @Test
  void namesAreUrlEncodedOnDemand() {
    ListObjectsV2Output page = list(v2().prefix("d e").encodingType("url").delimiter("+"));
    assertEquals("d+e", page.prefix());
    assertEquals("%2B", page.delimiter());
    assertEquals(List.of("d+e%2B"), prefixes(page.commonPrefixes()));
    assertEquals(List.of("%C3%A9"), keys(list(v2().prefix("é").encodingType("url"))));
    assertEquals(List.of("b//2", "b/1"), keys(list(v2().prefix("b").encodingType("url"))));
  }

  @Test
  void strangeNumbersAndTokensAreRefused() {
    assertEquals(0, list(v2().maxKeys(0)).keyCount());
    assertEquals(1000, list(v2().maxKeys(5000)).maxKeys());
    assertEquals(
        "InvalidArgument", s3.refused(S3Api.LIST_OBJECTS_V2, v2().maxKeys(-1).build()).code());
    assertEquals(
        "InvalidArgument",
        s3.refused(S3Api.LIST_OBJECTS_V2, v2().encodingType("xml").build()).code());
    String token = list(v2().maxKeys(1)).nextContinuationToken();
    for (String bad : new String[] {"", "x", token.substring(1), token + "A"}) {
      assertEquals(
          "InvalidArgument",
          s3.refused(S3Api.LIST_OBJECTS_V2, v2().continuationToken(bad).build()).code());
    }
    assertEquals(
        "InvalidArgument",
        s3.refused(S3Api.LIST_OBJECTS_V2, v2().prefix("a").continuationToken(token).build())
            .code());
  }

  /** Against the definition: sort, filter, roll up, cut. */
  @Test
  void randomBucketsListAsDefined(@TempDir Path folder) {
    try (Harness other = Harness.withBucket(folder)) {
      Random random = new Random(5);
      TreeSet<String> all = new TreeSet<>(Listing::compare);
      while (all.size() < 60) {
        StringBuilder key = new StringBuilder();
        int length = 1 + random.nextInt(5);
        for (int i = 0; i < length; i++) {
          key.append("ab/é".charAt(random.nextInt(4)));
        }
        if (all.add(key.toString())) {
          other.put(key.toString(), "");
        }
      }
      for (int round = 0; round < 150; round++) {
        String prefix = "ab/é".substring(0, random.nextInt(2));
        String delimiter = random.nextBoolean() ? "/" : "";
        int size = 1 + random.nextInt(7);
        List<String> expected = defined(all, prefix, delimiter);
        List<String> listed = new ArrayList<>();
        String token = null;
        do {
          ListObjectsV2Output page =
              other.call(
                  S3Api.LIST_OBJECTS_V2,
                  ListObjectsV2Output.class,
                  v2().prefix(prefix)
                      .delimiter(delimiter)
                      .maxKeys(size)
                      .continuationToken(token)
                      .build());
          List<String> names = new ArrayList<>(keys(page));
          names.addAll(prefixes(page.commonPrefixes()));
          names.sort(Listing::compare);
          listed.addAll(names);
          token = page.nextContinuationToken();
        } while (token != null);
        assertEquals(expected, listed);
      }
    }
  }

  private static List<String> defined(TreeSet<String> all, String prefix, String delimiter) {
    TreeSet<String> names = new TreeSet<>(Listing::compare);
    for (String key : all) {
      if (key.startsWith(prefix)) {
        int found = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        names.add(found < 0 ? key : key.substring(0, found + 1));
      }
    }
    return List.copyOf(names);
  }
}
