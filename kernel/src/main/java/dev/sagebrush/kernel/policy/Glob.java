package dev.sagebrush.kernel.policy;

import java.util.Arrays;

/**
 * A text with wildcards: {@code *} for any number of characters, {@code ?} for exactly one UTF-16
 * unit. What stands before the first and behind the last wildcard is compared first, which settles
 * nearly all comparisons that fail.
 */
final class Glob {

  private static final int MANY = -1;
  private static final int ONE = -2;

  private final String head;
  private final String tail;

  /** From the first wildcard to the last: characters, {@link #MANY} and {@link #ONE}. */
  private final int[] middle;

  private Glob(String head, int[] middle, String tail) {
    this.head = head;
    this.middle = middle;
    this.tail = tail;
  }

  /** A text in which the wildcards mean what they mean. */
  static Glob of(String pattern) {
    Builder builder = new Builder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*' || c == '?') {
        builder.wildcard(c);
      } else {
        builder.literal(c);
      }
    }
    return builder.build();
  }

  /** Whether it has no wildcard. */
  boolean isLiteral() {
    return middle.length == 0;
  }

  /** Whether it is nothing but {@code *}. */
  boolean isAnything() {
    return middle.length == 1 && middle[0] == MANY && head.isEmpty() && tail.isEmpty();
  }

  /** The text of one without wildcards. */
  String literal() {
    return head;
  }

  /** Whether it ends in {@code *}. */
  boolean isOpen() {
    return middle.length > 0 && middle[middle.length - 1] == MANY && tail.isEmpty();
  }

  boolean matches(String text) {
    return matches(text, 0, text.length());
  }

  /** Whether the part of a text is like this. */
  boolean matches(String text, int from, int to) {
    if (middle.length == 0) {
      return to - from == head.length() && text.startsWith(head, from);
    }
    int start = from + head.length();
    int end = to - tail.length();
    return start <= end
        && text.startsWith(head, from)
        && text.startsWith(tail, end)
        && matchesMiddle(text, start, end);
  }

  /** Goes on greedily and comes back to the last {@code *} only: at most length times length. */
  private boolean matchesMiddle(String text, int from, int to) {
    int at = from;
    int token = 0;
    int star = -1;
    int resume = 0;
    while (at < to) {
      if (token < middle.length && middle[token] == MANY) {
        star = token++;
        resume = at;
      } else if (token < middle.length
          && (middle[token] == ONE || middle[token] == text.charAt(at))) {
        token++;
        at++;
      } else if (star >= 0) {
        token = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (token < middle.length && middle[token] == MANY) {
      token++;
    }
    return token == middle.length;
  }

  /** Puts one together from characters and wildcards. */
  static final class Builder {

    private int[] tokens = new int[32];
    private int size;

    void literal(char c) {
      add(c);
    }

    void literal(String text) {
      for (int i = 0; i < text.length(); i++) {
        add(text.charAt(i));
      }
    }

    /** One of {@code *} and {@code ?}. */
    void wildcard(char c) {
      add(c == '*' ? MANY : ONE);
    }

    private void add(int token) {
      if (size == tokens.length) {
        tokens = Arrays.copyOf(tokens, size * 2);
      }
      tokens[size++] = token;
    }

    Glob build() {
      int first = 0;
      while (first < size && tokens[first] >= 0) {
        first++;
      }
      if (first == size) {
        return new Glob(text(0, size), new int[0], "");
      }
      int last = size - 1;
      while (tokens[last] >= 0) {
        last--;
      }
      int[] middle = Arrays.copyOfRange(tokens, first, last + 1);
      return new Glob(text(0, first), middle, text(last + 1, size));
    }

    private String text(int from, int to) {
      return new String(tokens, from, to - from);
    }
  }
}
