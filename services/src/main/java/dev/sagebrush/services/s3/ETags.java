package dev.sagebrush.services.s3;

/** Entity tags as clients write them: quoted, unquoted, weak, and several in a row. */
final class ETags {

  private ETags() {}

  /** One tag without its quotes. */
  static String unquoted(String tag) {
    String stripped = tag.strip();
    if (stripped.startsWith("W/")) {
      stripped = stripped.substring(2);
    }
    if (stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\"")) {
      return stripped.substring(1, stripped.length() - 1);
    }
    return stripped;
  }

  /** Whether a list of tags, or {@code *}, names this one. */
  static boolean match(String list, String eTag) {
    int start = 0;
    while (start <= list.length()) {
      int comma = list.indexOf(',', start);
      int end = comma < 0 ? list.length() : comma;
      String tag = unquoted(list.substring(start, end));
      if (tag.equals("*") || tag.equals(eTag)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }
}
