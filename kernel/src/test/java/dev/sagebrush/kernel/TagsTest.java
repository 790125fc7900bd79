package dev.sagebrush.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.kernel.InvalidTagsException.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TagsTest {

  private static void refused(Problem problem, String key, Map<String, String> tags) {
    InvalidTagsException refusal = assertThrows(InvalidTagsException.class, () -> Tags.check(tags));
    assertEquals(problem, refusal.problem());
    assertEquals(key, refusal.key());
  }

  @Test
  void knowsTheLimits() {
    Tags.check(Map.of("k".repeat(128), "v".repeat(256), "x", ""));
    refused(Problem.KEY_LENGTH, "", Map.of("", "v"));
    refused(Problem.KEY_LENGTH, "k".repeat(129), Map.of("k".repeat(129), "v"));
    refused(Problem.VALUE_LENGTH, "k", Map.of("k", "v".repeat(257)));
    refused(Problem.RESERVED_PREFIX, "aws:x", Map.of("aws:x", "v"));
    refused(Problem.RESERVED_PREFIX, "AWS:x", Map.of("AWS:x", "v"));
    refused(Problem.CHARACTERS, "k", Map.of("k", "a,b"));
    refused(Problem.CHARACTERS, "k\n", Map.of("k\n", "v"));
    Tags.check(Map.of("Größe 1_.:/=+-@", "名前"));
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      many.put("k" + i, "v");
    }
    Tags.check(many);
    many.put("more", "v");
    refused(Problem.TOO_MANY, "", many);
  }

  @Test
  void mergesAndRemoves() {
    Map<String, String> merged = Tags.merge(Map.of("a", "1"), Map.of("a", "2", "b", "3"));
    assertEquals(Map.of("a", "2", "b", "3"), merged);
    assertEquals(Map.of("b", "3"), Tags.without(merged, List.of("a", "z")));
    assertThrows(InvalidTagsException.class, () -> Tags.merge(merged, Map.of("aws:no", "x")));
  }

  @Test
  void readsListsWithoutDoubles() {
    assertEquals(
        Map.of("a", "A", "b", "B"),
        Tags.of(List.of("a", "b"), key -> key, key -> key.toUpperCase(java.util.Locale.ROOT)));
    InvalidTagsException refusal =
        assertThrows(
            InvalidTagsException.class, () -> Tags.of(List.of("a", "a"), key -> key, key -> key));
    assertEquals(Problem.DUPLICATE_KEY, refusal.problem());
  }
}
