package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.policy.MalformedPolicyException;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.Policy;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a simulation, with how its answer names each.
 *
 * @param identity those that allow
 * @param boundaries those that limit; a request must be allowed by one of them
 * @param resource the policy of the resource, or null
 * @param types what each is, by its name
 */
record SimulatedPolicies(
    List<NamedPolicy> identity,
    List<NamedPolicy> boundaries,
    @Nullable NamedPolicy resource,
    Map<String, String> types) {

  /**
   * Policies that a request brings.
   *
   * @throws ServiceException {@code InvalidInput} for a document that is no policy
   */
  static SimulatedPolicies of(
      @Nullable List<String> identity,
      @Nullable List<String> boundaries,
      @Nullable String resource) {
    NamedPolicy guarding =
        resource == null
            ? null
            : new NamedPolicy("ResourcePolicy", read(resource, PolicyType.RESOURCE));
    return new SimulatedPolicies(
        listed("PolicyInputList", identity, PolicyType.IDENTITY),
        listed("PermissionsBoundaryPolicyInputList", boundaries, PolicyType.BOUNDARY),
        guarding,
        guarding == null ? Map.of() : Map.of(guarding.name(), "resource"));
  }

  static List<NamedPolicy> listed(String name, @Nullable List<String> documents, PolicyType type) {
    List<NamedPolicy> policies = new ArrayList<>();
    for (String document : documents == null ? List.<String>of() : documents) {
      policies.add(new NamedPolicy(name + "." + (policies.size() + 1), read(document, type)));
    }
    return policies;
  }

  private static Policy read(String document, PolicyType type) {
    try {
      return PolicyReader.read(document, type);
    } catch (MalformedPolicyException e) {
      ServiceException invalid = InvalidInputException.because("Invalid Input: " + e.getMessage());
      invalid.initCause(e);
      throw invalid;
    }
  }

  /** These with more that allow, and what they are; with a boundary where none was brought. */
  SimulatedPolicies with(
      List<NamedPolicy> more, Map<String, String> moreTypes, @Nullable NamedPolicy boundary) {
    List<NamedPolicy> all = new ArrayList<>(more);
    all.addAll(identity);
    Map<String, String> allTypes = new HashMap<>(types);
    allTypes.putAll(moreTypes);
    List<NamedPolicy> limits =
        boundaries.isEmpty() && boundary != null ? List.of(boundary) : boundaries;
    return new SimulatedPolicies(all, limits, resource, allTypes);
  }

  /** Every policy. */
  List<NamedPolicy> all() {
    List<NamedPolicy> all = new ArrayList<>(identity);
    all.addAll(boundaries);
    if (resource != null) {
      all.add(resource);
    }
    return all;
  }

  /** The keys that the policies ask for, as the first writes each, without those known. */
  List<String> keys(Set<String> known) {
    Set<String> seen = new LinkedHashSet<>();
    List<String> keys = new ArrayList<>();
    for (NamedPolicy policy : all()) {
      policy
          .policy()
          .statements()
          .forEach(statement -> {
            for (String key : statement.contextKeys()) {
              String lower = key.toLowerCase(Locale.ROOT);
              if (!known.contains(lower) && seen.add(lower)) {
                keys.add(key);
              }
            }
          });
    }
    return keys;
  }
}
