package dev.sagebrush.kernel.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A context whose values are looked up when a policy asks for them, each once. It belongs to one
 * request and one thread.
 */
public final class LazyContext implements RequestContext {

  private final Map<String, Supplier<List<String>>> keys = new HashMap<>();
  private final Map<String, Function<String, List<String>>> families = new HashMap<>();
  private final Map<String, List<String>> known = new HashMap<>();

  /** Sets a key to values that are known; no value takes the key away. */
  public LazyContext put(String key, String... values) {
    return put(key, () -> List.of(values));
  }

  /** Sets a key to values that are found when they are asked for. */
  public LazyContext put(String key, Supplier<List<String>> values) {
    String lower = lower(key);
    known.remove(lower);
    keys.put(lower, values);
    return this;
  }

  /**
   * Sets all keys of a family, as tags are.
   *
   * @param prefix what stands before the slash, for example {@code aws:ResourceTag}
   * @param values given what stands behind the slash, in lower case, the values of that key
   */
  public LazyContext family(String prefix, Function<String, List<String>> values) {
    families.put(lower(prefix), values);
    known.clear();
    return this;
  }

  @Override
  public List<String> values(String key) {
    List<String> values = known.get(key);
    if (values == null) {
      values = List.copyOf(find(key));
      known.put(key, values);
    }
    return values;
  }

  private List<String> find(String key) {
    Supplier<List<String>> values = keys.get(key);
    if (values != null) {
      return values.get();
    }
    int slash = key.indexOf('/');
    Function<String, List<String>> family =
        slash < 0 ? null : families.get(key.substring(0, slash));
    return family == null ? List.of() : family.apply(key.substring(slash + 1));
  }

  private static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
