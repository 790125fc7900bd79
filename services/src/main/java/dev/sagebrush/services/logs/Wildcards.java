package dev.sagebrush.services.logs;

/** Texts with asterisks. */
final class Wildcards {

  private Wildcards() {}

  /**
   * Whether a whole text is what a pattern says, where an asterisk stands for any characters. Takes
   * time in proportion to both lengths at worst.
   */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        // The last asterisk takes one character more.
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
