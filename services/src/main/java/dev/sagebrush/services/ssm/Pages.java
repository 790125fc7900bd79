package dev.sagebrush.services.ssm;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.ssm.InvalidNextToken;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Listings in pages. */
final class Pages {

  private final PageTokens tokens;

  Pages(PageTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * A page.
   *
   * @param next the token of the next, or null at the end
   */
  record Page<T>(List<T> items, @Nullable String next) {}

  /** What is asked for: which listing, from where, and how many at most. */
  record Request(String query, @Nullable String token, @Nullable Integer limit, int most) {}

  /** A page of items that are in the order of their keys. */
  <T> Page<T> of(List<T> all, Function<T, String> key, Request request) {
    Call call = Call.current();
    String query = String.join("\u0000", "ssm", call.account(), call.region(), request.query);
    String after = request.token == null ? "" : resume(query, request.token);
    List<T> left = all.stream().filter(item -> key.apply(item).compareTo(after) > 0).toList();
    int most = request.limit == null ? request.most : request.limit;
    if (left.size() <= most) {
      return new Page<>(left, null);
    }
    List<T> items = left.subList(0, most);
    return new Page<>(items, tokens.issue(query, key.apply(items.getLast())));
  }

  private String resume(String query, String token) {
    try {
      return tokens.resume(query, token);
    } catch (InvalidPageTokenException e) {
      ServiceException invalid = InvalidNextToken.because("The specified token is not valid.");
      invalid.initCause(e);
      throw invalid;
    }
  }
}
