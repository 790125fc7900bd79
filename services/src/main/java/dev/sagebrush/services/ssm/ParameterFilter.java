package dev.sagebrush.services.ssm;

import dev.sagebrush.model.ssm.InvalidFilterKey;
import dev.sagebrush.model.ssm.InvalidFilterOption;
import dev.sagebrush.model.ssm.InvalidFilterValue;
import dev.sagebrush.model.ssm.ParameterStringFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters a list of filters lets through: those that pass every filter, by any of its
 * values.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html">ParameterStringFilter</a>.
 */
final class ParameterFilter {

  private static final String EQUALS = "Equals";
  private static final String BEGINS = "BeginsWith";
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "Name", Set.of(EQUALS, BEGINS, "Contains"),
          "Path", Set.of("Recursive", "OneLevel"),
          "Type", Set.of(EQUALS, BEGINS),
          "KeyId", Set.of(EQUALS, BEGINS),
          "Label", Set.of(EQUALS),
          "Tier", Set.of(EQUALS),
          "DataType", Set.of(EQUALS, BEGINS));

  private final List<ParameterStringFilter> filters;

  private ParameterFilter(List<ParameterStringFilter> filters) {
    this.filters = filters;
  }

  /**
   * Filters, checked.
   *
   * @param keys which are allowed; null for all but {@code Label}
   */
  static ParameterFilter of(
      @Nullable List<ParameterStringFilter> given, @Nullable Set<String> keys) {
    List<ParameterStringFilter> filters = given == null ? List.of() : given;
    for (ParameterStringFilter filter : filters) {
      boolean tag = filter.key().startsWith("tag:");
      boolean known = keys == null ? !filter.key().equals("Label") : keys.contains(filter.key());
      if (!known) {
        throw InvalidFilterKey.because(
            "The following filter key is not valid: " + filter.key() + ".");
      }
      Set<String> options = tag ? Set.of(EQUALS) : OPTIONS.getOrDefault(filter.key(), Set.of());
      if (filter.option() != null && !options.contains(filter.option())) {
        throw InvalidFilterOption.because(
            "The following filter option is not valid: "
                + filter.option()
                + ". Valid options include: "
                + options.stream().sorted().toList());
      }
      boolean empty = filter.values() == null || filter.values().isEmpty();
      if (empty && !tag) {
        throw InvalidFilterValue.because(
            "The filter values are missing for the key " + filter.key() + ".");
      }
    }
    return new ParameterFilter(filters);
  }

  boolean passes(ParameterRow row, VersionRow version) {
    return filters.stream().allMatch(filter -> passes(filter, row, version));
  }

  private static boolean passes(
      ParameterStringFilter filter, ParameterRow row, VersionRow version) {
    List<String> values = filter.values() == null ? List.of() : filter.values();
    String option = filter.option() == null ? EQUALS : filter.option();
    if (filter.key().equals("Path")) {
      boolean recursive = option.equals("Recursive");
      return values.stream().anyMatch(path -> below(row.name(), path, recursive));
    }
    if (filter.key().startsWith("tag:")) {
      String value = row.tags().get(filter.key().substring("tag:".length()));
      return value != null && (values.isEmpty() || values.contains(value));
    }
    Stream<String> texts =
        switch (filter.key()) {
          case "Name" -> Stream.of(row.name());
          case "Type" -> Stream.of(version.type());
          case "KeyId" -> Stream.ofNullable(version.key());
          case "Tier" -> Stream.of(version.tier());
          case "DataType" -> Stream.of(version.dataType());
          default -> version.labels().stream();
        };
    return texts.anyMatch(text -> values.stream().anyMatch(value -> fits(text, option, value)));
  }

  private static boolean fits(String text, String option, String value) {
    return switch (option) {
      case BEGINS -> text.startsWith(value);
      case "Contains" -> text.contains(value);
      // A name may be given with the slash of its hierarchy or without.
      default -> text.equals(value) || text.equals("/" + value);
    };
  }

  /** Whether a name is in the hierarchy below a path. */
  static boolean below(String name, String path, boolean recursive) {
    String prefix = path.endsWith("/") ? path : path + "/";
    String bare = name.startsWith("/") ? name : "/" + name;
    return bare.startsWith(prefix)
        && bare.length() > prefix.length()
        && (recursive || bare.indexOf('/', prefix.length()) < 0);
  }
}
