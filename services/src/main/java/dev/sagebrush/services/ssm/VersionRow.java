package dev.sagebrush.services.ssm;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a parameter.
 *
 * @param value as it was given; of a {@code SecureString} what {@link SecureStrings} made of it
 * @param key the KMS key of a {@code SecureString} as it was given, or null
 * @param policies as JSON, or null
 * @param user the ARN of who wrote it
 */
record VersionRow(
    long version,
    String type,
    String value,
    @Nullable String key,
    String tier,
    String dataType,
    @Nullable String description,
    @Nullable String pattern,
    @Nullable String policies,
    Instant modified,
    String user,
    List<String> labels) {

  static final String SECURE = "SecureString";
  static final String STANDARD = "Standard";
  static final String ADVANCED = "Advanced";

  boolean secure() {
    return type.equals(SECURE);
  }

  VersionRow withLabels(List<String> other) {
    return new VersionRow(
        version,
        type,
        value,
        key,
        tier,
        dataType,
        description,
        pattern,
        policies,
        modified,
        user,
        List.copyOf(other));
  }
}
