package dev.sagebrush.wire.route;

import dev.sagebrush.wire.codec.Percent;
import dev.sagebrush.wire.codec.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The URI of an operation: segments that are literal, a label or a greedy label, and query
 * parameters that must be there, as in {@code /{Bucket}/{Key+}?tagging}.
 */
final class UriPattern {

  private record Segment(String text, boolean label, boolean greedy) {}

  private final List<Segment> segments = new ArrayList<>();
  private final int greedyAt;
  private final Query query;

  UriPattern(String uri) {
    int question = uri.indexOf('?');
    String path = question < 0 ? uri : uri.substring(0, question);
    this.query = Query.of(question < 0 ? "" : uri.substring(question + 1));
    int greedy = -1;
    for (String part : path.substring(1).split("/", -1)) {
      boolean label = part.startsWith("{");
      boolean tail = part.endsWith("+}");
      String text = label ? part.substring(1, part.length() - (tail ? 2 : 1)) : part;
      if (tail) {
        greedy = segments.size();
      }
      if (!part.isEmpty()) {
        segments.add(new Segment(text, label, tail));
      }
    }
    this.greedyAt = greedy;
  }

  /** How exactly it describes a path: more literals first, a greedy label last. */
  int weight() {
    int weight = 0;
    for (Segment segment : segments) {
      weight += segment.label() ? 10 : 1000;
    }
    return weight - (greedyAt < 0 ? 0 : 5);
  }

  int queryLiterals() {
    return query.parameters().size();
  }

  boolean matches(Query given) {
    for (Query.Parameter literal : query.parameters()) {
      String value = given.get(literal.name());
      if (value == null || !literal.value().isEmpty() && !literal.value().equals(value)) {
        return false;
      }
    }
    return true;
  }

  /** The labels by name, percent-decoded; null when the path is another. */
  @Nullable Map<String, String> labels(List<String> path) {
    int given = path.size();
    boolean trailingSlash = greedyAt < 0 && given > 0 && path.getLast().isEmpty();
    int usable = trailingSlash ? given - 1 : given;
    if (greedyAt < 0 ? usable != segments.size() : usable < segments.size()) {
      return null;
    }
    Map<String, String> labels = LinkedHashMap.newLinkedHashMap(segments.size());
    int at = 0;
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      int width = segment.greedy() ? usable - segments.size() + 1 : 1;
      String raw = width == 1 ? path.get(at) : String.join("/", path.subList(at, at + width));
      at += width;
      if (segment.label() ? raw.isEmpty() : !raw.equals(segment.text())) {
        return null;
      }
      if (segment.label()) {
        labels.put(segment.text(), Percent.lenient(raw, false));
      }
    }
    return labels;
  }

  /** A raw path as its segments, everything between slashes kept. */
  static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    int start = 1;
    while (start <= rawPath.length()) {
      int end = rawPath.indexOf('/', start);
      end = end < 0 ? rawPath.length() : end;
      segments.add(rawPath.substring(start, end));
      start = end + 1;
    }
    return segments;
  }
}
