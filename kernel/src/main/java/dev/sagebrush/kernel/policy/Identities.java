package dev.sagebrush.kernel.policy;

import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import org.jspecify.annotations.Nullable;

/** Finds the policies of principals; asked with every call, so it must be quick. */
@FunctionalInterface
public interface Identities {

  /**
   * What is known of a principal now.
   *
   * @param session what its temporary credentials carry; null for long-term ones
   */
  Identity of(Principal principal, @Nullable SessionContext session);
}
