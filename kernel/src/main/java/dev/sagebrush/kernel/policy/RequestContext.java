package dev.sagebrush.kernel.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The facts about a request that conditions and variables ask for.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS
 * global condition context keys</a>.
 */
@FunctionalInterface
public interface RequestContext {

  /** A request of which nothing is known. */
  RequestContext EMPTY = key -> List.of();

  /**
   * The values of a key.
   *
   * @param key in lower case, since the names of keys have no case: {@code aws:principaltag/team}
   * @return in any order; empty when the request has no such key
   */
  List<String> values(String key);

  /** A context of known values; the case of the keys does not matter. */
  static RequestContext of(Map<String, List<String>> values) {
    Map<String, List<String>> lower =
        values.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    entry -> entry.getKey().toLowerCase(Locale.ROOT),
                    entry -> List.copyOf(entry.getValue())));
    return key -> lower.getOrDefault(key, List.of());
  }
}
