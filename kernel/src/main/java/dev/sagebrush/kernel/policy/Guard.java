package dev.sagebrush.kernel.policy;

import org.jspecify.annotations.Nullable;

/** What a service publishes so that access to its resources can be decided. */
@FunctionalInterface
public interface Guard {

  /**
   * A resource, for somebody who asks for it.
   *
   * @param requester who asks, for grants that name him
   * @param action for example {@code s3:GetObject}
   * @param arn as the request names the resource
   * @return null when there is no such resource: the operation will say so itself
   */
  @Nullable Guarded find(Requester requester, String action, String arn);

  /**
   * The same for a service whose grants depend on the request.
   *
   * @param context of the request
   */
  default @Nullable Guarded find(
      Requester requester, String action, String arn, RequestContext context) {
    return find(requester, action, arn);
  }
}
