package dev.sagebrush.services.s3;

import dev.sagebrush.model.s3.LifecycleRule;
import dev.sagebrush.model.s3.LifecycleRuleAndOperator;
import dev.sagebrush.model.s3.LifecycleRuleFilter;
import dev.sagebrush.model.s3.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which objects a rule is for: those that meet every condition.
 *
 * @param prefix of their keys
 * @param tags they have
 * @param above their size in bytes is greater; -1 for any
 * @param below their size in bytes is less; {@link Long#MAX_VALUE} for any
 */
record LifecycleFilter(String prefix, Map<String, String> tags, long above, long below) {

  /** The filter of a rule. */
  static LifecycleFilter of(LifecycleRule rule) {
    LifecycleRuleFilter filter = rule.filter();
    if (filter == null) {
      return of(rule.prefix(), List.of(), null, null);
    }
    LifecycleRuleAndOperator and = filter.and();
    if (and != null) {
      List<Tag> tags = and.tags() == null ? List.of() : and.tags();
      return of(and.prefix(), tags, and.objectSizeGreaterThan(), and.objectSizeLessThan());
    }
    List<Tag> tags = filter.tag() == null ? List.of() : List.of(filter.tag());
    return of(filter.prefix(), tags, filter.objectSizeGreaterThan(), filter.objectSizeLessThan());
  }

  private static LifecycleFilter of(
      @Nullable String prefix, List<Tag> tags, @Nullable Long above, @Nullable Long below) {
    Map<String, String> map = new HashMap<>();
    tags.forEach(tag -> map.put(tag.key(), tag.value() == null ? "" : tag.value()));
    return new LifecycleFilter(
        Listings.orEmpty(prefix),
        map,
        above == null ? -1 : above,
        below == null ? Long.MAX_VALUE : below);
  }

  /** Whether it asks for a size. */
  boolean sized() {
    return above >= 0 || below < Long.MAX_VALUE;
  }

  /** Delete markers have neither tags nor a size. */
  boolean matches(String key, StoredObject object) {
    if (!key.startsWith(prefix)) {
      return false;
    }
    if (object.version().marker()) {
      return tags.isEmpty() && !sized();
    }
    return object.size() > above
        && object.size() < below
        && object.tags().entrySet().containsAll(tags.entrySet());
  }
}
