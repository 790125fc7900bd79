package dev.sagebrush.services.organizations;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.store.Tables;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists in pages. */
record Pages(PageTokens tokens) {

  private static final int PAGE = 20;

  /** Some items, and the token of the next page, or null. */
  record Page<T>(List<T> items, @Nullable String next) {

    <R> List<R> map(Function<T, R> described) {
      return items.stream().map(described).toList();
    }
  }

  /**
   * A page of a list, in the order of ids.
   *
   * @param query what is listed, with every filter
   */
  <T> Page<T> of(
      String query,
      List<T> all,
      Function<T, String> id,
      @Nullable String token,
      @Nullable Integer most) {
    String bound = Tables.key(Call.current().account(), query);
    String after = token == null ? "" : resume(bound, token);
    int size = most == null ? PAGE : most;
    List<T> rest =
        all.stream()
            .filter(item -> id.apply(item).compareTo(after) > 0)
            .sorted(Comparator.comparing(id))
            .toList();
    return rest.size() <= size
        ? new Page<>(rest, null)
        : new Page<>(rest.subList(0, size), tokens.issue(bound, id.apply(rest.get(size - 1))));
  }

  private String resume(String query, String token) {
    try {
      return tokens.resume(query, token);
    } catch (InvalidPageTokenException e) {
      ServiceException invalid =
          Failures.invalid("INVALID_NEXT_TOKEN", "You specified an invalid value for NextToken.");
      invalid.initCause(e);
      throw invalid;
    }
  }
}
