package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists in pages, with markers. */
final class Pages {

  private static final int PAGE = 100;
  private static final int SCAN = 200;

  private final PageTokens tokens;

  Pages(PageTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * What a page is asked for with.
   *
   * @param query what is listed, with every filter
   */
  record Request(String query, @Nullable String marker, @Nullable Integer maxItems) {}

  /**
   * A page.
   *
   * @param marker of the next, or null at the end
   */
  record Page<T>(List<T> items, @Nullable String marker) {

    boolean isTruncated() {
      return marker != null;
    }
  }

  /** The rows under a key's beginning that pass a filter. */
  <T extends Record> Page<T> read(
      View view, Table<T> table, String prefix, Predicate<T> filter, Request request) {
    String query = Tables.key(Call.current().account(), table.name(), request.query);
    int most = request.maxItems == null ? PAGE : request.maxItems;
    Range range = Range.prefix(prefix).limit(SCAN);
    if (request.marker != null) {
      range = range.after(prefix + resume(query, request.marker));
    }
    List<T> items = new ArrayList<>();
    String last = "";
    List<Table.Row<T>> rows;
    do {
      rows = view.scan(table, range);
      for (Table.Row<T> row : rows) {
        range = range.after(row.key());
        if (filter.test(row.value())) {
          if (items.size() == most) {
            return new Page<>(items, tokens.issue(query, last));
          }
          items.add(row.value());
          last = row.key().substring(prefix.length());
        }
      }
    } while (rows.size() == SCAN);
    return new Page<>(items, null);
  }

  private String resume(String query, String marker) {
    try {
      return tokens.resume(query, marker);
    } catch (InvalidPageTokenException e) {
      ServiceException invalid = Failures.validation("Invalid Marker.");
      invalid.initCause(e);
      throw invalid;
    }
  }
}
