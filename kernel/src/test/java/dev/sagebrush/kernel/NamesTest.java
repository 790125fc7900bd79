package dev.sagebrush.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ARNs and ids. */
final class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sagemaker:us-east-1:000000000000:training-job/a-b, training-job, a-b",
    "arn:aws:s3:::bucket, '', bucket",
    "arn:aws:s3:::bucket/key/with:colon, bucket, key/with:colon",
    "arn:aws:iam::000000000000:role/path/name, role, path/name",
    "arn:aws-cn:logs:cn-north-1:000000000000:log-group:/aws/x:*, log-group, /aws/x:*",
    "arn:aws:iam::000000000000:root, '', root",
  })
  void readsAndPrintsArns(String text, String type, String name) {
    Arn arn = Arn.parse(text);
    assertEquals(text, arn.toString());
    assertEquals(type, arn.resourceType());
    assertEquals(name, arn.resourceName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "arn",
        "arn:aws:s3",
        "urn:aws:s3:::b",
        "arn::s3:::b",
        "arn:aws::::b",
        "arn:aws:s3:::"
      })
  void refusesWhatIsNoArn(String text) {
    assertThrows(IllegalArgumentException.class, () -> Arn.parse(text));
  }

  @Test
  void findsThePartition() {
    assertEquals(
        "arn:aws-us-gov:s3:us-gov-west-1::x", Arn.of("s3", "us-gov-west-1", "", "x").toString());
    assertEquals("aws-cn", Arn.partitionOf("cn-north-1"));
    assertEquals("aws", Arn.partitionOf(""));
    assertThrows(IllegalArgumentException.class, () -> Arn.of("s3", "a:b", "", "x"));
  }

  @Test
  void shapesIdsLikeAws() {
    Ids ids = new Ids(new Random(1));
    assertTrue(ids.unique(Ids.Prefix.USER).matches("AIDA[A-Z2-7]{17}"));
    assertTrue(ids.unique(Ids.Prefix.ROLE).matches("AROA[A-Z2-7]{17}"));
    assertTrue(ids.unique(Ids.Prefix.ACCESS_KEY).matches("AKIA[A-Z2-7]{16}"));
    assertTrue(ids.unique(Ids.Prefix.TEMPORARY_KEY).matches("ASIA[A-Z2-7]{16}"));
    assertTrue(ids.secretAccessKey().matches("[A-Za-z0-9+/]{40}"));
    assertTrue(ids.hex(16).matches("[0-9a-f]{16}"));
    assertTrue(ids.digits(12).matches("[0-9]{12}"));
    assertTrue(ids.alphanumeric(8).matches("[a-z0-9]{8}"));
    for (int i = 0; i < 100; i++) {
      UUID uuid = UUID.fromString(ids.uuid());
      assertEquals(4, uuid.version());
      assertEquals(2, uuid.variant());
    }
  }

  @Test
  void repeatsIdsOfASeedAndOnlyThose() {
    assertEquals(new Ids(new Random(5)).uuid(), new Ids(new Random(5)).uuid());
    assertNotEquals(new Ids(new Random(5)).uuid(), new Ids(new Random(6)).uuid());
    Ids secure = Ids.secure();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertTrue(seen.add(secure.uuid()));
      assertTrue(seen.add(secure.hex(32)));
    }
    assertEquals(32, secure.bytes(32).length);
  }
}
