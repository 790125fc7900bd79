package dev.sagebrush.kernel.policy;

import java.util.List;

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
}
