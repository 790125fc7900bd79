package dev.sagebrush.services.builtin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the URI of an image in a registry of AWS says, of whichever account and region.
 *
 * @param repository such as {@code sagemaker-xgboost}
 * @param tag such as {@code 1.7-1}; {@code latest} when the URI has none
 */
record ImageName(String repository, String tag) {

  private static final Pattern URI =
      Pattern.compile(
          "\\d{12}\\.dkr\\.ecr(?:-fips)?\\.[a-z0-9-]+\\."
              + "(?:amazonaws\\.com(?:\\.cn)?|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov|csp\\.hci\\.ic\\.gov)"
              + "/([a-z0-9][a-z0-9._/-]*)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?"
              + "(?:@sha256:[0-9a-f]{64})?");

  /** The name in a URI; null when it is not one of such a registry. */
  static @Nullable ImageName parse(String uri) {
    Matcher matcher = URI.matcher(uri);
    if (!matcher.matches()) {
      return null;
    }
    String tag = matcher.group(2);
    return new ImageName(matcher.group(1), tag == null ? "latest" : tag);
  }

  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
