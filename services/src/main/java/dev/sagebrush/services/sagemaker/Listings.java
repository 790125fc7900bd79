package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.store.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lists resources: every list operation of SageMaker has the same members for filters, order and
 * pages.
 */
final class Listings {

  private static final int PAGE = 10;

  private final PageTokens tokens;

  Listings(PageTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * What a list operation is about.
   *
   * @param nameMember where a resource has its name
   * @param statusMember where it has its status; null when it has none
   * @param descending whether the newest come first unless the request says otherwise
   */
  record Kind(String nameMember, @Nullable String statusMember, boolean descending) {}

  /** One page. */
  record Page<T>(List<T> items, @Nullable String nextToken) {}

  /** A resource with the text it is sorted by. */
  private record Keyed<T>(String key, T item) {}

  /**
   * The page that a request asks for.
   *
   * @param all resources of the place of the call being served
   */
  <T extends Struct> Page<T> page(Struct request, Kind kind, List<T> all) {
    String sortBy = (String) Structs.value(request, "SortBy");
    String order = (String) Structs.value(request, "SortOrder");
    boolean descending = order == null ? kind.descending : order.equals("Descending");
    List<Keyed<T>> found = new ArrayList<>();
    for (T item : all) {
      if (matches(request, kind, item)) {
        found.add(new Keyed<>(sortKey(sortBy == null ? "CreationTime" : sortBy, kind, item), item));
      }
    }
    Comparator<Keyed<T>> comparator = Comparator.comparing(Keyed::key);
    found.sort(descending ? comparator.reversed() : comparator);
    Integer most = (Integer) Structs.value(request, "MaxResults");
    return page(request, found, most == null ? PAGE : most, descending);
  }

  private <T> Page<T> page(Struct request, List<Keyed<T>> found, int most, boolean descending) {
    String query = query(request);
    String token = (String) Structs.value(request, "NextToken");
    int from = 0;
    if (token != null) {
      String last = resume(tokens, query, token);
      while (from < found.size()
          && (descending
              ? found.get(from).key.compareTo(last) >= 0
              : found.get(from).key.compareTo(last) <= 0)) {
        from++;
      }
    }
    int end = Math.min(found.size(), from + most);
    List<T> items = found.subList(from, end).stream().map(Keyed::item).toList();
    return new Page<>(
        items, end < found.size() ? tokens.issue(query, found.get(end - 1).key) : null);
  }

  /**
   * Where a listing goes on.
   *
   * @throws ServiceException {@code ValidationException} for a token not given out for it
   */
  static String resume(PageTokens tokens, String query, String token) {
    try {
      return tokens.resume(query, token);
    } catch (InvalidPageTokenException e) {
      ServiceException refusal =
          Refusals.invalid("The NextToken provided is invalid for this request.");
      refusal.initCause(e);
      throw refusal;
    }
  }

  /** Everything that makes a listing what it is, but for its pages. */
  private static String query(Struct request) {
    StringBuilder query = new StringBuilder(Place.current().prefix());
    query.append(request.modelShape().name());
    for (Member member : request.modelShape().members()) {
      Object value = request.memberAt(member.index());
      if (value != null
          && !member.name().equals("NextToken")
          && !member.name().equals("MaxResults")) {
        query.append(Tables.SEPARATOR).append(member.name()).append('=').append(value);
      }
    }
    return query.toString();
  }

  private static String sortKey(String by, Kind kind, Struct item) {
    String name = Structs.text(item, kind.nameMember);
    String value =
        switch (by) {
          case "Name" -> "";
          case "Status" -> kind.statusMember == null ? "" : Structs.text(item, kind.statusMember);
          case "CreationTime" -> timeKey(item, "CreationTime");
          default -> throw ServiceException.notImplemented("Sorting by " + by);
        };
    return value + Tables.SEPARATOR + name;
  }

  private static String timeKey(Struct item, String member) {
    Instant time = (Instant) Structs.value(item, member);
    return String.format(Locale.ROOT, "%016d", time == null ? 0 : time.toEpochMilli());
  }

  private static boolean matches(Struct request, Kind kind, Struct item) {
    String part = (String) Structs.value(request, "NameContains");
    String status = (String) Structs.value(request, "StatusEquals");
    String name = Structs.text(item, kind.nameMember).toLowerCase(Locale.ROOT);
    return (part == null || name.contains(part.toLowerCase(Locale.ROOT)))
        && (status == null
            || kind.statusMember == null
            || status.equals(Structs.value(item, kind.statusMember)))
        && between(request, item, "CreationTime")
        && between(request, item, "LastModifiedTime");
  }

  private static boolean between(Struct request, Struct item, String member) {
    Instant after = (Instant) Structs.value(request, member + "After");
    Instant before = (Instant) Structs.value(request, member + "Before");
    Instant time = (Instant) Structs.value(item, member);
    return time == null
        || (after == null || time.isAfter(after)) && (before == null || time.isBefore(before));
  }
}
