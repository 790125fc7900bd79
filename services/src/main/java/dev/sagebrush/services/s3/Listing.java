package dev.sagebrush.services.s3;

import dev.sagebrush.store.Keys;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.View;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of the keys of a bucket, in UTF-8 order, with those that share a prefix up to a
 * delimiter rolled up into one.
 *
 * <p>A rolled-up prefix costs one seek, however many keys it hides. A marker inside a rolled-up
 * prefix has that prefix behind it.
 *
 * @param <T> the rows listed
 * @param rows the keys that are not rolled up
 * @param prefixes the common prefixes
 * @param last what the next page comes after; null when this is the last page
 */
record Listing<T extends Record>(
    List<Table.Row<T>> rows, List<String> prefixes, @Nullable String last) {

  private static final int LEAST_BATCH = 16;
  private static final int MOST_BATCH = 1000;

  /**
   * What to list.
   *
   * @param prefix of the keys; empty for all
   * @param delimiter where to roll up; empty for nowhere
   * @param after the last name of the page before; empty for none
   * @param most how many keys and prefixes at most
   */
  record Query(String prefix, String delimiter, String after, int most) {

    /** The common prefix a key is rolled up into, or null. */
    @Nullable String rolledUp(String key) {
      if (delimiter.isEmpty() || !key.startsWith(prefix)) {
        return null;
      }
      int found = key.indexOf(delimiter, prefix.length());
      return found < 0 ? null : key.substring(0, found + delimiter.length());
    }
  }

  boolean truncated() {
    return last != null;
  }

  /**
   * Lists rows whose keys are {@code start} and then the names that are listed.
   *
   * @param resume the first row to consider for a query with a marker that is not rolled up; null
   *     for the first after that name
   * @param name of a row
   */
  static <T extends Record> Listing<T> of(
      View view,
      Table<T> table,
      String start,
      Query query,
      @Nullable String resume,
      Function<Table.Row<T>, String> name) {
    return new Walk<>(view, table, start, query, name).run(resume);
  }

  /** The order of names: that of their UTF-8 bytes. */
  static int compare(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Walk<T extends Record> {

    private final View view;
    private final Table<T> table;
    private final String start;
    private final Query query;
    private final Function<Table.Row<T>, String> name;
    private final List<Table.Row<T>> rows = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private String last = "";

    Walk(
        View view, Table<T> table, String start, Query query, Function<Table.Row<T>, String> name) {
      this.view = view;
      this.table = table;
      this.start = start;
      this.query = query;
      this.name = name;
    }

    Listing<T> run(@Nullable String resume) {
      if (query.most() == 0) {
        return new Listing<>(rows, prefixes, null);
      }
      Range range = first(resume);
      int batch = query.delimiter().isEmpty() ? MOST_BATCH : LEAST_BATCH;
      while (range != null) {
        int limit = Math.min(batch, query.most() + 1);
        List<Table.Row<T>> found = view.scan(table, range.limit(limit));
        Range next = found.size() < limit ? null : range.after(found.getLast().key());
        String rolled = null;
        for (Table.Row<T> row : found) {
          String key = name.apply(row);
          if (rolled != null && key.startsWith(rolled)) {
            continue;
          }
          if (rows.size() + prefixes.size() == query.most()) {
            return new Listing<>(rows, prefixes, last);
          }
          rolled = query.rolledUp(key);
          last = rolled == null ? key : rolled;
          if (rolled == null) {
            rows.add(row);
          } else {
            prefixes.add(rolled);
          }
        }
        if (rolled != null && next != null) {
          next = skip(range, rolled);
        }
        batch = rolled == null ? Math.min(2 * batch, MOST_BATCH) : LEAST_BATCH;
        range = next;
      }
      return new Listing<>(rows, prefixes, null);
    }

    private @Nullable Range first(@Nullable String resume) {
      Range all = Range.prefix(start + query.prefix());
      String after = query.after();
      if (after.isEmpty() || compare(after, query.prefix()) < 0) {
        return all;
      }
      String rolled = query.rolledUp(after);
      if (rolled != null) {
        return skip(all, rolled);
      }
      return resume == null ? all.after(start + after) : from(all, resume);
    }

    private @Nullable Range skip(Range range, String rolled) {
      String next = Keys.after(start + rolled);
      return next == null ? null : from(range, next);
    }

    private static Range from(Range range, String first) {
      return new Range(first, range.to(), range.limit(), range.descending());
    }
  }
}
