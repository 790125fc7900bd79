package dev.sagebrush.kernel.policy;

/** A text and where its first five colons are, if it has that many. */
final class ArnText {

  /** How many parts an ARN has. */
  static final int PARTS = 6;

  private final String text;
  private final int[] starts = new int[PARTS];
  private final int parts;

  ArnText(String text) {
    this.text = text;
    int found = 1;
    for (int i = 0; i < text.length() && found < PARTS; i++) {
      if (text.charAt(i) == ':') {
        starts[found++] = i + 1;
      }
    }
    this.parts = found;
  }

  String text() {
    return text;
  }

  /** How many parts it has, up to six. */
  int parts() {
    return parts;
  }

  /** Where a part begins. */
  int from(int part) {
    return starts[part];
  }

  /** Where a part ends. */
  int to(int part) {
    return part == parts - 1 ? text.length() : starts[part + 1] - 1;
  }
}
