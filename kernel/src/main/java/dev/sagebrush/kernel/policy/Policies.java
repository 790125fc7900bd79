package dev.sagebrush.kernel.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All policies that apply to a request.
 *
 * @param identity of the user with its groups, or of the role
 * @param boundary the permissions boundary of the user or role; null without one
 * @param session passed when the session was made, in line or by ARN; empty when none was
 * @param resource attached to the resource that is asked for
 * @param granted what the resource grants the requester by other means than a policy: an access
 *     control list, a grant of a key
 * @param serviceControl of the requester's account, a list for each level from the root of the
 *     organization down to the account; no level for an account outside of organizations, for the
 *     management account and where the policy type is off
 * @param resourceControl the same of the resource's account
 */
public record Policies(
    List<NamedPolicy> identity,
    @Nullable NamedPolicy boundary,
    List<NamedPolicy> session,
    List<NamedPolicy> resource,
    Grant granted,
    List<List<NamedPolicy>> serviceControl,
    List<List<NamedPolicy>> resourceControl) {

  /** No policy at all. */
  public static final Policies NONE =
      new Policies(List.of(), null, List.of(), List.of(), Grant.NONE, List.of(), List.of());

  /** Copies what it is given. */
  public Policies {
    identity = List.copyOf(identity);
    session = List.copyOf(session);
    resource = List.copyOf(resource);
    serviceControl = List.copyOf(serviceControl);
    resourceControl = List.copyOf(resourceControl);
  }

  /** These with other identity-based policies. */
  public Policies withIdentity(List<NamedPolicy> other) {
    return new Policies(
        other, boundary, session, resource, granted, serviceControl, resourceControl);
  }

  /** These with another boundary, or with none when null. */
  public Policies withBoundary(@Nullable NamedPolicy other) {
    return new Policies(
        identity, other, session, resource, granted, serviceControl, resourceControl);
  }

  /** These with other session policies. */
  public Policies withSession(List<NamedPolicy> other) {
    return new Policies(
        identity, boundary, other, resource, granted, serviceControl, resourceControl);
  }

  /** These with other policies of the resource. */
  public Policies withResource(List<NamedPolicy> other) {
    return new Policies(
        identity, boundary, session, other, granted, serviceControl, resourceControl);
  }

  /** These with what the resource grants by other means than a policy. */
  public Policies withGranted(Grant other) {
    return new Policies(
        identity, boundary, session, resource, other, serviceControl, resourceControl);
  }

  /** These with other service control policies, a list for each level. */
  public Policies withServiceControl(List<List<NamedPolicy>> other) {
    return new Policies(identity, boundary, session, resource, granted, other, resourceControl);
  }

  /** These with other resource control policies, a list for each level. */
  public Policies withResourceControl(List<List<NamedPolicy>> other) {
    return new Policies(identity, boundary, session, resource, granted, serviceControl, other);
  }
}
