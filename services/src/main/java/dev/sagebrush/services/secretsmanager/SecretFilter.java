package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.model.secretsmanager.Filter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which secrets a list of filters lets through: those that pass each filter, by any of its values,
 * or by none of those that begin with an exclamation mark.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Filter.html">Filter</a>.
 */
final class SecretFilter {

  private static final Set<String> WITH_CASE = Set.of("name", "tag-key", "tag-value");

  private SecretFilter() {}

  static boolean passes(SecretRow row, @Nullable List<Filter> filters) {
    return filters == null || filters.stream().allMatch(filter -> passes(row, filter));
  }

  private static boolean passes(SecretRow row, Filter filter) {
    String key = filter.key() == null ? "all" : filter.key();
    List<String> values = filter.values() == null ? List.of() : filter.values();
    List<String> not = values.stream().filter(value -> value.startsWith("!")).toList();
    List<String> wanted = values.stream().filter(value -> !value.startsWith("!")).toList();
    boolean refused = not.stream().anyMatch(value -> matches(row, key, value.substring(1)));
    return !refused
        && (wanted.isEmpty() || wanted.stream().anyMatch(value -> matches(row, key, value)));
  }

  private static boolean matches(SecretRow row, String key, String value) {
    if (key.equals("all")) {
      return Stream.of("description", "name", "tag-key", "tag-value")
          .flatMap(each -> texts(row, each))
          .flatMap(text -> Stream.of(text.split("[^\\p{L}\\p{N}]+")))
          .anyMatch(word -> lower(word).startsWith(lower(value)));
    }
    boolean exact = WITH_CASE.contains(key);
    return texts(row, key)
        .anyMatch(text -> exact ? text.startsWith(value) : lower(text).startsWith(lower(value)));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Stream<String> texts(SecretRow row, String key) {
    return switch (key) {
      case "description" -> Stream.ofNullable(row.description());
      case "name" -> Stream.of(row.name());
      case "tag-key" -> row.tags().keySet().stream();
      case "tag-value" -> row.tags().values().stream();
      // No secret here has a primary Region or a service that owns it.
      default -> Stream.empty();
    };
  }
}
