package dev.sagebrush.kernel.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policies that an organization lays over its accounts. */
public interface Organization {

  /** No organization. */
  Organization NONE =
      new Organization() {
        @Override
        public List<List<NamedPolicy>> serviceControl(String account) {
          return List.of();
        }

        @Override
        public List<List<NamedPolicy>> resourceControl(String account) {
          return List.of();
        }
      };

  /**
   * The service control policies of an account, a list for each level from the root down; no level
   * for the management account, outside of organizations, and where the type is off.
   */
  List<List<NamedPolicy>> serviceControl(String account);

  /** The same of resource control policies. */
  List<List<NamedPolicy>> resourceControl(String account);

  /** Where an account stands in its organization, or null when it is in none. */
  default @Nullable Membership membership(String account) {
    return null;
  }

  /**
   * Where an account stands.
   *
   * @param organization its id, for {@code aws:PrincipalOrgID}
   * @param management the account that rules it
   * @param path from the organization over the root down to the unit, with a slash at the end, for
   *     {@code aws:PrincipalOrgPaths}
   */
  record Membership(String organization, String management, String path) {}
}
