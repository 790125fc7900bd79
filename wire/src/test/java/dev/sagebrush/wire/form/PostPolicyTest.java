package dev.sagebrush.wire.form;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostPolicyTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static PostPolicy of(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return PostPolicy.read(Base64.getEncoder().encodeToString(bytes));
  }

  private static PostPolicy with(String conditions) {
    return of("{'expiration':'2026-01-01T00:00:01Z','conditions':[" + conditions + "]}");
  }

  private static Map<String, String> fields(String... more) {
    Map<String, String> fields = new HashMap<>(Map.of("bucket", "b", "key", "a/k"));
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    return fields;
  }

  private static String refused(PostPolicy policy, Map<String, String> fields) {
    ServiceException refusal =
        assertThrows(ServiceException.class, () -> policy.check(fields, NOW));
    assertEquals("AccessDenied", refusal.code());
    return refusal.getMessage();
  }

  @Test
  void everyFieldMustBeAllowed() {
    PostPolicy policy = with("{'bUcKeT':'b'},['StArTs-WiTh','$KeY','a/'],['eq','$acl','private']");
    policy.check(fields("acl", "private", "policy", "x", "x-ignore-me", "y"), NOW);
    assertEquals(
        "Invalid according to Policy: Policy Condition failed: [\"eq\", \"$acl\", \"private\"]",
        refused(policy, fields()));
    assertEquals(
        "Invalid according to Policy: Extra input fields: x-amz-meta-a",
        refused(policy, fields("acl", "private", "x-amz-meta-a", "1")));
    assertEquals(
        "Invalid according to Policy: Policy Condition failed:"
            + " [\"starts-with\", \"$key\", \"a/\"]",
        refused(policy, fields("acl", "private", "key", "b/k")));
    with("{'bucket':'b'},['starts-with','$key',''],['starts-with','$missing','']")
        .check(fields(), NOW);
  }

  @Test
  void aPolicyExpires() {
    PostPolicy policy = of("{'expiration':'2026-01-01T00:00:00Z','conditions':[]}");
    assertEquals("Invalid according to Policy: Policy expired.", refused(policy, Map.of()));
  }

  @Test
  void lengthsAreTheNarrowest() {
    assertArrayEquals(
        new long[] {2, 10},
        with("['content-length-range',1,10],['content-length-range','2','20']").lengths());
    assertArrayEquals(new long[] {0, Long.MAX_VALUE}, with("").lengths());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'EXPIRATION':'2026-01-01T00:00:00Z','conditions':[]}|Policy missing expiration.",
        "{'expiration':'2026-01-01T00:00:00Z','CONDITIONS':[]}|Policy missing conditions.",
        "{'expiration':'2026-01-01T00:00:00Z'|Invalid JSON."
      },
      quoteCharacter = '~')
  void whatIsMissingIsNamed(String json, String why) {
    ServiceException refusal = assertThrows(ServiceException.class, () -> of(json));
    assertEquals("InvalidPolicyDocument", refusal.code());
    assertEquals("Invalid Policy: " + why, refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "['eq','key','a']",
        "['ends-with','$key','a']",
        "['content-length-range',0]",
        "['content-length-range',-1,0]",
        "7"
      })
  void whatIsNoConditionIsRefused(String condition) {
    assertEquals(
        "InvalidPolicyDocument",
        assertThrows(ServiceException.class, () -> with(condition)).code());
  }
}
