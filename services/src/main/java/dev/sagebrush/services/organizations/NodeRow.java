package dev.sagebrush.services.organizations;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A root, an organizational unit or an account.
 *
 * @param parent the id of what it is in; null for the root
 * @param policies the ids of those attached to it
 * @param member what an account has beside; null for others
 */
record NodeRow(
    Kind kind,
    String id,
    String name,
    @Nullable String parent,
    List<String> policies,
    Map<String, String> tags,
    @Nullable Member member) {

  /** The kinds, named as Organizations names them. */
  enum Kind {
    ROOT,
    ORGANIZATIONAL_UNIT,
    ACCOUNT
  }

  /**
   * An account.
   *
   * @param created whether it was created here, and not the one that made the organization
   * @param closed when it was closed, or null
   */
  record Member(String email, Instant joined, boolean created, @Nullable Instant closed) {}

  NodeRow named(String other) {
    return new NodeRow(kind, id, other, parent, policies, tags, member);
  }

  NodeRow in(String other) {
    return new NodeRow(kind, id, name, other, policies, tags, member);
  }

  NodeRow withPolicies(List<String> other) {
    return new NodeRow(kind, id, name, parent, other, tags, member);
  }

  NodeRow withTags(Map<String, String> other) {
    return new NodeRow(kind, id, name, parent, policies, other, member);
  }

  NodeRow with(Member other) {
    return new NodeRow(kind, id, name, parent, policies, tags, other);
  }
}
