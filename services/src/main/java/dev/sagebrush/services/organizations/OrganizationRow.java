package dev.sagebrush.services.organizations;

import java.util.ArrayList;
import java.util.List;

/**
 * An organization.
 *
 * @param root the id of its root
 * @param management the account that rules it
 * @param features {@code ALL} or {@code CONSOLIDATED_BILLING}
 * @param enabled the policy types that count
 */
record OrganizationRow(
    String id, String root, String management, String features, List<String> enabled) {

  OrganizationRow enabled(String type, boolean on) {
    List<String> types = new ArrayList<>(enabled);
    types.remove(type);
    if (on) {
      types.add(type);
    }
    return new OrganizationRow(id, root, management, features, types);
  }

  /** The ARN of something that belongs to it. */
  String arn(String type, String of) {
    return "arn:aws:organizations::" + management + ":" + type + "/" + id + "/" + of;
  }

  String arn() {
    return "arn:aws:organizations::" + management + ":organization/" + id;
  }
}
