package dev.sagebrush.services.organizations;

import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.model.ServiceException;
import java.util.Locale;

/** The types of policy that decide about calls, each with the one of AWS that allows everything. */
enum PolicyKind {
  SERVICE_CONTROL_POLICY(
      PolicyType.SERVICE_CONTROL,
      "p-FullAWSAccess",
      "FullAWSAccess",
      "Allows access to every operation",
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"),
  RESOURCE_CONTROL_POLICY(
      PolicyType.RESOURCE_CONTROL,
      "p-RCPFullAWSAccess",
      "RCPFullAWSAccess",
      "Allows all access to every resource",
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
          + "\"Action\":\"*\",\"Resource\":\"*\"}]}");

  private final PolicyType type;
  private final String fullId;
  private final String fullName;
  private final String description;
  private final String content;

  PolicyKind(PolicyType type, String fullId, String fullName, String description, String content) {
    this.type = type;
    this.fullId = fullId;
    this.fullName = fullName;
    this.description = description;
    this.content = content;
  }

  /**
   * The type of a name.
   *
   * @throws ServiceException {@code NotImplemented} for the types that decide nothing
   */
  static PolicyKind of(String name) {
    for (PolicyKind kind : values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw ServiceException.notImplemented("Policies of type " + name);
  }

  PolicyType type() {
    return type;
  }

  /** The policy of AWS that allows everything. */
  PolicyRow full() {
    return new PolicyRow(fullId, name(), fullName, description, content, java.util.Map.of());
  }

  /** The policy of AWS of an id, or null. */
  static @org.jspecify.annotations.Nullable PolicyRow aws(String id) {
    for (PolicyKind kind : values()) {
      if (kind.fullId.equals(id)) {
        return kind.full();
      }
    }
    return null;
  }

  /** As it stands in ARNs. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
