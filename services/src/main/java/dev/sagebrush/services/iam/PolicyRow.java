package dev.sagebrush.services.iam;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A managed policy of an account.
 *
 * @param defaultVersion the number of the version that is in force
 * @param lastVersion the highest number a version ever had
 */
record PolicyRow(
    String name,
    String path,
    String id,
    String arn,
    Instant created,
    Instant updated,
    @Nullable String description,
    int defaultVersion,
    int lastVersion,
    Map<String, String> tags) {

  PolicyRow withVersions(int newDefault, int newLast, Instant now) {
    return new PolicyRow(name, path, id, arn, created, now, description, newDefault, newLast, tags);
  }

  PolicyRow withTags(Map<String, String> replaced) {
    return new PolicyRow(
        name, path, id, arn, created, updated, description, defaultVersion, lastVersion, replaced);
  }
}
