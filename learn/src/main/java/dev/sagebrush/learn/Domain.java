package dev.sagebrush.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The values a parameter may take: how to read one from text, and the words for what is allowed.
 */
public sealed interface Domain {

  /**
   * Reads a value.
   *
   * @return a Long, Double, Boolean, String or List of String, according to the domain
   * @throws IllegalArgumentException when the text is not a value of this domain
   */
  Object parse(String text);

  /** What is allowed, to follow "must be": "an integer ≥ 1", "one of: random, kmeans++". */
  String allowed();

  /** Whole numbers from low to high, both included. */
  record Whole(long low, long high) implements Domain {
    @Override
    public Object parse(String text) {
      long value = Long.parseLong(text.strip());
      if (value < low || value > high) {
        throw new IllegalArgumentException(text);
      }
      return value;
    }

    @Override
    public String allowed() {
      if (high >= Integer.MAX_VALUE) {
        return low == Long.MIN_VALUE ? "an integer" : "an integer ≥ " + low;
      }
      return "an integer in [" + low + ", " + high + "]";
    }
  }

  /** Finite numbers of an interval. */
  record Real(Interval interval) implements Domain {
    @Override
    public Object parse(String text) {
      // Double.parseDouble also takes "1f" and hexadecimal forms: those are not numbers to a user.
      if (!text.strip().matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
        throw new IllegalArgumentException(text);
      }
      double value = Double.parseDouble(text.strip());
      if (!Double.isFinite(value) || !interval.contains(value)) {
        throw new IllegalArgumentException(text);
      }
      return value;
    }

    @Override
    public String allowed() {
      return interval.words("a number");
    }
  }

  /** true or false, in any case. */
  record Flag() implements Domain {
    @Override
    public Object parse(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true", "1" -> true;
        case "false", "0" -> false;
        default -> throw new IllegalArgumentException(text);
      };
    }

    @Override
    public String allowed() {
      return "true or false";
    }
  }

  /** One word of a list. */
  record Choice(List<String> words) implements Domain {
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public Object parse(String text) {
      if (!words.contains(text.strip())) {
        throw new IllegalArgumentException(text);
      }
      return text.strip();
    }

    @Override
    public String allowed() {
      return "one of: " + String.join(", ", words);
    }
  }

  /** Several words of a list, separated by commas or as a JSON array of strings; none repeated. */
  record Choices(List<String> words) implements Domain {
    public Choices {
      words = List.copyOf(words);
    }

    @Override
    public Object parse(String text) {
      String bare = text.strip();
      if (bare.startsWith("[") && bare.endsWith("]")) {
        bare = bare.substring(1, bare.length() - 1);
      }
      List<String> chosen = new ArrayList<>();
      for (String piece : bare.split(",", -1)) {
        String word = piece.strip().replaceAll("^([\"'])(.*)\\1$", "$2");
        if (!words.contains(word)) {
          throw new IllegalArgumentException(text);
        }
        if (!chosen.contains(word)) {
          chosen.add(word);
        }
      }
      return List.copyOf(chosen);
    }

    @Override
    public String allowed() {
      return "a list of: " + String.join(", ", words);
    }
  }

  /** Free text that a test accepts; {@code shape} is the words for it: "a tuple such as (1,-1)". */
  record Text(String shape, Predicate<String> test) implements Domain {
    @Override
    public Object parse(String text) {
      if (!test.test(text)) {
        throw new IllegalArgumentException(text);
      }
      return text;
    }

    @Override
    public String allowed() {
      return shape;
    }
  }

  /** Some words that stand for themselves ("auto", "balanced"), or a value of another domain. */
  record WordOr(List<String> words, Domain other) implements Domain {
    public WordOr {
      words = List.copyOf(words);
    }

    @Override
    public Object parse(String text) {
      return words.contains(text.strip()) ? text.strip() : other.parse(text);
    }

    @Override
    public String allowed() {
      return String.join(", ", words) + " or " + other.allowed();
    }
  }
}
