package dev.sagebrush.services.iam;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance profile.
 *
 * @param role the name of the one role in it, or null
 */
record ProfileRow(
    String account,
    String name,
    String path,
    String id,
    Instant created,
    @Nullable String role,
    Map<String, String> tags) {

  ProfileRow withRole(@Nullable String other) {
    return new ProfileRow(account, name, path, id, created, other, tags);
  }

  ProfileRow withTags(Map<String, String> replaced) {
    return new ProfileRow(account, name, path, id, created, role, replaced);
  }
}
