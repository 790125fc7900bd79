package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.sagemaker.Filter;
import dev.sagebrush.model.sagemaker.NestedFilters;
import dev.sagebrush.model.sagemaker.SearchExpression;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a search.
 *
 * <p>Source: the <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_SearchExpression.html">SearchExpression</a>
 * and <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Filter.html">Filter</a> pages
 * of the API reference.
 */
@FunctionalInterface
interface SearchFilter {

  /** Whether a resource, or an item of a list within one, is looked for. */
  boolean matches(Object resource);

  /**
   * The filter of an expression; everything matches none.
   *
   * @param depth how deep expressions may be within each other
   * @throws ServiceException {@code ValidationException} for one that makes no sense
   */
  static SearchFilter of(@Nullable SearchExpression expression, int depth) {
    if (expression == null) {
      return resource -> true;
    }
    if (depth == 0) {
      throw Refusals.invalid("The search expression is nested too deeply.");
    }
    List<SearchFilter> parts = new ArrayList<>();
    if (expression.filters() != null) {
      expression.filters().forEach(filter -> parts.add(of(filter)));
    }
    if (expression.nestedFilters() != null) {
      expression.nestedFilters().forEach(nested -> parts.add(of(nested)));
    }
    if (expression.subExpressions() != null) {
      expression.subExpressions().forEach(sub -> parts.add(of(sub, depth - 1)));
    }
    boolean any = "Or".equals(expression.operator());
    return resource ->
        parts.isEmpty()
            || (any
                ? parts.stream().anyMatch(part -> part.matches(resource))
                : parts.stream().allMatch(part -> part.matches(resource)));
  }

  /** One item of the list must match all filters, whose names may begin with the list's. */
  private static SearchFilter of(NestedFilters nested) {
    String list = nested.nestedPropertyName();
    List<SearchFilter> filters =
        nested.filters().stream()
            .map(filter ->
                filter.name().startsWith(list + ".")
                    ? of(
                        filter.toBuilder().name(filter.name().substring(list.length() + 1)).build())
                    : of(filter))
            .toList();
    return resource ->
        Properties.values(resource, list).stream()
            .anyMatch(item -> filters.stream().allMatch(filter -> filter.matches(item)));
  }

  private static SearchFilter of(Filter filter) {
    String name = filter.name();
    String operator = filter.operator() == null ? "Equals" : filter.operator();
    String wanted = filter.value();
    if (operator.equals("Exists") || operator.equals("NotExists")) {
      boolean exists = operator.equals("Exists");
      return resource -> Properties.values(resource, name).isEmpty() != exists;
    }
    if (wanted == null) {
      throw Refusals.invalid(
          "The filter of " + name + " with the operator " + operator + " needs a value.");
    }
    return switch (operator) {
      case "Equals" -> any(name, value -> compare(value, wanted) == 0);
      case "NotEquals" ->
          resource ->
              Properties.values(resource, name).stream()
                  .noneMatch(value -> compare(value, wanted) == 0);
      case "GreaterThan" -> any(name, value -> ordered(value, wanted) > 0);
      case "GreaterThanOrEqualTo" -> any(name, value -> ordered(value, wanted) >= 0);
      case "LessThan" -> any(name, value -> ordered(value, wanted) < 0);
      case "LessThanOrEqualTo" -> any(name, value -> ordered(value, wanted) <= 0);
      case "Contains" -> any(name, value -> contains(value, wanted));
      case "In" -> in(name, wanted);
      default -> throw Refusals.invalid("The operator " + operator + " is not known.");
    };
  }

  private static SearchFilter in(String name, String wanted) {
    List<String> values = List.of(wanted.split(",", -1));
    return any(name, value -> values.stream().anyMatch(each -> compare(value, each) == 0));
  }

  private static SearchFilter any(String name, SearchFilter test) {
    return resource -> Properties.values(resource, name).stream().anyMatch(test::matches);
  }

  private static boolean contains(Object value, String wanted) {
    return !(value instanceof Struct)
        && value.toString().toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
  }

  private static int ordered(Object value, String wanted) {
    if (value instanceof Number || value instanceof Instant || number(value.toString()) != null) {
      return compare(value, wanted);
    }
    throw Refusals.invalid("The value " + value + " has no order to compare with " + wanted + ".");
  }

  /** Numbers as numbers, times as times, everything else as text. */
  private static int compare(Object value, String wanted) {
    if (value instanceof Instant time) {
      return time.compareTo(time(wanted));
    }
    Double right = number(wanted);
    Double left =
        value instanceof Float single
            ? Double.valueOf(single.toString())
            : number(value.toString());
    return left != null && right != null
        ? left.compareTo(right)
        : value.toString().compareTo(wanted);
  }

  private static Instant time(String wanted) {
    try {
      return Instant.parse(wanted);
    } catch (DateTimeParseException e) {
      ServiceException refusal =
          Refusals.invalid("The time " + wanted + " is not like YYYY-mm-dd'T'HH:MM:SSZ.");
      refusal.initCause(e);
      throw refusal;
    }
  }

  private static @Nullable Double number(String text) {
    boolean digits =
        !text.isEmpty() && text.length() < 40 && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
    if (!digits) {
      return null;
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      // Text that begins like a number.
      return null;
    }
  }
}
