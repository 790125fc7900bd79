package dev.sagebrush.services.s3;

import dev.sagebrush.store.Keys;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the versions of a bucket: by key in UTF-8 order, the newest of each first, keys that
 * share a prefix up to a delimiter rolled up into one. It merges the current objects with the other
 * versions; a rolled-up prefix costs two seeks.
 */
final class VersionWalk {

  private static final int BATCH = 256;

  /**
   * A version with its key.
   *
   * @param key of the object
   */
  record Entry(String key, StoredObject version) {}

  /**
   * A page.
   *
   * @param entries those that are not rolled up
   * @param prefixes the common prefixes
   * @param last the key or prefix the next page comes after; null when this is the last page
   * @param lastVersion the id of the version it comes after; null after a prefix
   */
  record Page(
      List<Entry> entries,
      List<String> prefixes,
      @Nullable String last,
      @Nullable String lastVersion) {}

  private final Listing.Query query;
  private final Cursor current;
  private final Cursor others;
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();

  /**
   * A walk through a bucket.
   *
   * @param query with the key marker
   * @param below of the versions of the marker's key, only those of a lower place are listed; 0 for
   *     none
   */
  VersionWalk(View view, Schema schema, String bucket, Listing.Query query, long below) {
    this.query = query;
    String start = Schema.bucketPrefix(bucket);
    this.current = new Cursor(view, schema.objects(), start, 0);
    this.others = new Cursor(view, schema.versions(), start, Schema.ORDER_LENGTH);
    position(bucket, below);
  }

  private void position(String bucket, long below) {
    String after = query.after();
    current.range = Range.prefix(current.start + query.prefix());
    others.range = current.range;
    if (after.isEmpty() || Listing.compare(after, query.prefix()) < 0) {
      return;
    }
    String rolled = query.rolledUp(after);
    if (rolled != null) {
      skip(rolled);
    } else if (below > 0) {
      current.seek(Schema.objectKey(bucket, after));
      Entry same = current.peek();
      if (same != null && same.key().equals(after) && same.version().version().order() >= below) {
        current.next();
      }
      others.seek(Schema.versionKey(bucket, after, below) + '\u0000');
    } else {
      current.seek(Schema.objectKey(bucket, after) + '\u0000');
      others.seek(Keys.after(Schema.versionPrefix(bucket, after)));
    }
  }

  Page page() {
    String last = null;
    String lastVersion = null;
    Cursor next = query.most() == 0 ? null : least();
    while (next != null) {
      Entry entry = java.util.Objects.requireNonNull(next.peek());
      if (entries.size() + prefixes.size() == query.most()) {
        return new Page(entries, prefixes, last, lastVersion);
      }
      String rolled = query.rolledUp(entry.key());
      if (rolled == null) {
        entries.add(entry);
        last = entry.key();
        lastVersion = entry.version().version().name();
        next.next();
      } else {
        prefixes.add(rolled);
        last = rolled;
        lastVersion = null;
        skip(rolled);
      }
      next = least();
    }
    return new Page(entries, prefixes, null, null);
  }

  private void skip(String rolled) {
    String next = Keys.after(current.start + rolled);
    current.seek(next);
    others.seek(next);
  }

  /** The cursor that is behind; of the same key the current version comes first. */
  private @Nullable Cursor least() {
    Entry left = current.peek();
    Entry right = others.peek();
    if (left == null || right == null) {
      return left != null ? current : right != null ? others : null;
    }
    return Listing.compare(left.key(), right.key()) <= 0 ? current : others;
  }

  /** Rows of one table, a batch at a time. */
  private static final class Cursor {

    private final View view;
    private final Table<StoredObject> table;
    private final String start;
    private final int suffix;
    private final Deque<Table.Row<StoredObject>> buffer = new ArrayDeque<>();
    private @Nullable Range range;

    Cursor(View view, Table<StoredObject> table, String start, int suffix) {
      this.view = view;
      this.table = table;
      this.start = start;
      this.suffix = suffix;
    }

    @Nullable Entry peek() {
      if (buffer.isEmpty() && range != null) {
        List<Table.Row<StoredObject>> found = view.scan(table, range.limit(BATCH));
        buffer.addAll(found);
        range = found.size() < BATCH ? null : range.after(found.getLast().key());
      }
      Table.Row<StoredObject> row = buffer.peek();
      if (row == null) {
        return null;
      }
      String key = row.key().substring(start.length(), row.key().length() - suffix);
      return new Entry(key, row.value());
    }

    void next() {
      buffer.remove();
    }

    /** Goes on at the first row from {@code first}; null for the end. */
    void seek(@Nullable String first) {
      while (!buffer.isEmpty()
          && (first == null || Listing.compare(buffer.getFirst().key(), first) < 0)) {
        buffer.remove();
      }
      if (first == null) {
        range = null;
      } else if (buffer.isEmpty() && range != null && Listing.compare(range.from(), first) < 0) {
        range = new Range(first, range.to(), range.limit(), false);
      }
    }
  }
}
