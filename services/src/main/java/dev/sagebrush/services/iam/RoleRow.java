package dev.sagebrush.services.iam;

import dev.sagebrush.model.iam.Role;
import dev.sagebrush.model.iam.UnmodifiableEntityException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role.
 *
 * @param trust who may assume it: a policy document as it came
 * @param maxSession in seconds
 * @param boundary the ARN of the policy that bounds its permissions, or null
 */
record RoleRow(
    String account,
    String name,
    String path,
    String id,
    Instant created,
    String trust,
    @Nullable String description,
    int maxSession,
    @Nullable String boundary,
    Map<String, String> tags) {

  String arn() {
    return Arns.of(account, "role", path, name);
  }

  /** Whether it belongs to a service, which alone changes it. */
  boolean serviceLinked() {
    return path.startsWith(ServiceLinkedRoles.PATH);
  }

  /**
   * Refuses to change a service's role.
   *
   * @throws dev.sagebrush.model.ServiceException {@code UnmodifiableEntity}
   */
  void checkModifiable() {
    if (serviceLinked()) {
      throw UnmodifiableEntityException.because(
          "Cannot perform the operation on the protected role '"
              + name
              + "' - this role is only modifiable by AWS");
    }
  }

  Owner owner() {
    return new Owner(Owner.Kind.ROLE, account, id, name);
  }

  RoleRow with(@Nullable String newDescription, int newMaxSession) {
    return new RoleRow(
        account, name, path, id, created, trust, newDescription, newMaxSession, boundary, tags);
  }

  RoleRow withTrust(String document) {
    return new RoleRow(
        account, name, path, id, created, document, description, maxSession, boundary, tags);
  }

  RoleRow withBoundary(@Nullable String arn) {
    return new RoleRow(account, name, path, id, created, trust, description, maxSession, arn, tags);
  }

  RoleRow withTags(Map<String, String> replaced) {
    return new RoleRow(
        account, name, path, id, created, trust, description, maxSession, boundary, replaced);
  }

  /** As it is in lists: without tags and boundary. */
  Role listed() {
    return Role.builder()
        .roleName(name)
        .path(path)
        .roleId(id)
        .arn(arn())
        .createDate(created)
        .assumeRolePolicyDocument(PolicyDocuments.encoded(trust))
        .description(description)
        .maxSessionDuration(maxSession)
        .build();
  }

  Role described() {
    return listed().toBuilder()
        .permissionsBoundary(Boundaries.described(boundary))
        .tags(TagSets.listed(tags))
        .build();
  }
}
