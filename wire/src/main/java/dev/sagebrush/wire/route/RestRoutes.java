package dev.sagebrush.wire.route;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Location;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Operation;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.Headers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one REST API by method, path, query and headers. The most exact description
 * wins: literal segments, then literal query parameters, then required query parameters and
 * headers, which are all that tells {@code CopyObject}, {@code UploadPart} and {@code PutObject}
 * apart.
 */
final class RestRoutes {

  /** An operation with the labels of its path. */
  record Match(Operation<?, ?> operation, Map<String, String> labels) {}

  private record Candidate(
      Operation<?, ?> operation, UriPattern pattern, List<String> queries, List<String> headers) {

    static Candidate of(Operation<?, ?> operation) {
      return new Candidate(
          operation,
          new UriPattern(operation.uri()),
          required(operation, Location.QUERY),
          required(operation, Location.HEADER));
    }

    private static List<String> required(Operation<?, ?> operation, Location location) {
      return operation.input().members().stream()
          .filter(member -> member.required() && member.location() == location)
          .map(Member::wireName)
          .toList();
    }

    int conditions() {
      return pattern.queryLiterals() * 100 + queries.size() + headers.size();
    }
  }

  private static final Comparator<Candidate> MOST_EXACT_FIRST =
      Comparator.<Candidate>comparingInt(candidate -> -candidate.pattern().weight())
          .thenComparingInt(candidate -> -candidate.conditions())
          .thenComparing(candidate -> candidate.operation().deprecated());

  private final Map<String, List<Candidate>> byMethod = new HashMap<>();

  RestRoutes(Api api) {
    for (Operation<?, ?> operation : api.model().operations()) {
      byMethod
          .computeIfAbsent(operation.method(), method -> new ArrayList<>())
          .add(Candidate.of(operation));
    }
    byMethod.values().forEach(list -> list.sort(MOST_EXACT_FIRST));
  }

  /**
   * The operation meant, or null. A required parameter that is missing decides only between
   * operations: when no other fits, the validation of the request names what is missing.
   */
  @Nullable Match match(String method, List<String> path, Query query, Headers headers) {
    Match incomplete = null;
    for (Candidate candidate : byMethod.getOrDefault(method, List.of())) {
      Map<String, String> labels = candidate.pattern().labels(path);
      if (labels != null && candidate.pattern().matches(query)) {
        Match match = new Match(candidate.operation(), labels);
        if (complete(candidate, query, headers)) {
          return match;
        }
        incomplete = match;
      }
    }
    return incomplete;
  }

  /** Whether some other method is served on this path. */
  boolean servesPath(List<String> path) {
    return byMethod.values().stream()
        .flatMap(List::stream)
        .anyMatch(candidate -> candidate.pattern().labels(path) != null);
  }

  private static boolean complete(Candidate candidate, Query query, Headers headers) {
    return candidate.queries().stream().allMatch(query::has)
        && candidate.headers().stream().allMatch(headers::has);
  }
}
