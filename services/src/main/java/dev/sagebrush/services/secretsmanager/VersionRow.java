package dev.sagebrush.services.secretsmanager;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a secret.
 *
 * @param text whether it was given as {@code SecretString}, not as {@code SecretBinary}
 * @param envelope the value, see {@code kernel.seal.Envelope}, in base 64; null while a rotation
 *     has made the version and not yet its value
 * @param kmsKey the ARN of the key that encrypted its data key, or null
 * @param stages its staging labels
 * @param accessed the day it was last read, or null
 */
record VersionRow(
    String id,
    boolean text,
    @Nullable String envelope,
    @Nullable String kmsKey,
    List<String> stages,
    Instant created,
    @Nullable Instant accessed) {

  VersionRow withStages(List<String> other) {
    return new VersionRow(id, text, envelope, kmsKey, List.copyOf(other), created, accessed);
  }

  VersionRow accessed(Instant day) {
    return new VersionRow(id, text, envelope, kmsKey, stages, created, day);
  }
}
