package dev.sagebrush.services.iam;

import dev.sagebrush.model.iam.User;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user.
 *
 * @param boundary the ARN of the policy that bounds its permissions, or null
 */
record UserRow(
    String account,
    String name,
    String path,
    String id,
    Instant created,
    @Nullable String boundary,
    Map<String, String> tags) {

  String arn() {
    return Arns.of(account, "user", path, name);
  }

  Owner owner() {
    return new Owner(Owner.Kind.USER, account, id, name);
  }

  UserRow renamed(String newName, String newPath) {
    return new UserRow(account, newName, newPath, id, created, boundary, tags);
  }

  UserRow withBoundary(@Nullable String arn) {
    return new UserRow(account, name, path, id, created, arn, tags);
  }

  UserRow withTags(Map<String, String> replaced) {
    return new UserRow(account, name, path, id, created, boundary, replaced);
  }

  /** As it is in lists: without tags and boundary. */
  User listed() {
    return User.builder()
        .userName(name)
        .path(path)
        .userId(id)
        .arn(arn())
        .createDate(created)
        .build();
  }

  User described() {
    return listed().toBuilder()
        .permissionsBoundary(Boundaries.described(boundary))
        .tags(TagSets.listed(tags))
        .build();
  }
}
