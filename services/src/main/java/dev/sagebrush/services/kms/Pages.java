package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.kms.InvalidMarkerException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Listings in pages, continued with tokens that belong to their query. */
final class Pages {

  private final PageTokens tokens;

  Pages(PageTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * A page.
   *
   * @param marker of the next, or null at the end
   */
  record Page<T>(List<T> items, @Nullable String marker) {

    boolean truncated() {
      return marker != null;
    }
  }

  /**
   * What is asked for.
   *
   * @param query what tells one listing from another
   * @param limit the most items, or null for {@code most}
   */
  record Request(String query, @Nullable String marker, @Nullable Integer limit, int most) {}

  /** A page of items that are in the order of their keys. */
  <T> Page<T> of(List<T> all, Function<T, String> key, Request request) {
    Call call = Call.current();
    String query = String.join("\u0000", "kms", call.account(), call.region(), request.query);
    String after = request.marker == null ? "" : resume(query, request.marker);
    List<T> left = all.stream().filter(item -> key.apply(item).compareTo(after) > 0).toList();
    int most = request.limit == null ? request.most : request.limit;
    if (left.size() <= most) {
      return new Page<>(left, null);
    }
    List<T> items = left.subList(0, most);
    return new Page<>(items, tokens.issue(query, key.apply(items.getLast())));
  }

  private String resume(String query, String marker) {
    try {
      return tokens.resume(query, marker);
    } catch (InvalidPageTokenException e) {
      ServiceException invalid = InvalidMarkerException.because("Could not deserialize marker");
      invalid.initCause(e);
      throw invalid;
    }
  }
}
