package dev.sagebrush.store.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row with everything a row may hold. */
public record Sample(
    String name,
    @Nullable Integer small,
    @Nullable Long large,
    @Nullable Double real,
    @Nullable Float single,
    @Nullable Boolean active,
    @Nullable Instant time,
    @Nullable Colour colour,
    @Nullable Nested nested,
    @Nullable List<Nested> list,
    @Nullable Map<String, String> tags,
    @Nullable Map<String, List<Nested>> deep,
    @Nullable Object document) {

  /** A constant is stored by its name. */
  public enum Colour {
    RED,
    GREEN
  }

  /** A record within a record, holding itself. */
  public record Nested(@Nullable String text, int number, @Nullable Nested inner) {

    /** Looks like a property and is none. */
    public boolean isEmpty() {
      return text == null;
    }

    /** Looks like a property and is none. */
    public String getShout() {
      return text + "!";
    }
  }

  /** A row with a name only. */
  public static Sample named(String name) {
    return new Sample(name, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** A row with a name and a number. */
  public static Sample numbered(String name, long number) {
    return new Sample(
        name, null, number, null, null, null, null, null, null, null, null, null, null);
  }

  /** A row with a name and an untyped value. */
  public static Sample documented(String name, Object document) {
    return new Sample(
        name, null, null, null, null, null, null, null, null, null, null, null, document);
  }

  /** A row with every component set. */
  public static Sample full() {
    return new Sample(
        "näme \u0000 \uD83D\uDE00 \"quoted\"",
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        0.1 + 0.2,
        1.1f,
        true,
        Instant.parse("2026-03-01T12:34:56.123456789Z"),
        Colour.GREEN,
        new Nested("a", 1, new Nested(null, 2, null)),
        List.of(new Nested("b", 3, null), new Nested("", 4, null)),
        Map.of("key", "value", "", "empty"),
        Map.of("d", List.of(new Nested("c", 5, null))),
        Map.of("long", 1L, "double", 1.0, "list", List.of(true, "x", Map.of()), "text", "1"));
  }
}
