package dev.sagebrush.services.sagemaker;

/** The names that objects get as files. */
final class Names {

  private Names() {}

  /**
   * What is left of a key under a prefix: {@code x/1.csv} of {@code data/x/1.csv} under {@code
   * data/} as under {@code data} and {@code dat}; its last part when it is the prefix itself.
   */
  static String relative(String prefix, String key) {
    if (key.equals(prefix) || prefix.isEmpty()) {
      return prefix.isEmpty() ? key : key.substring(key.lastIndexOf('/') + 1);
    }
    if (!prefix.endsWith("/") && key.startsWith(prefix + "/")) {
      return key.substring(prefix.length() + 1);
    }
    return key.substring(prefix.lastIndexOf('/') + 1);
  }
}
