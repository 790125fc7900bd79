package dev.sagebrush.services.builtin;

import java.util.List;
import java.util.Locale;

/** Chooses the content type of an answer (RFC 9110, section 12.5.1). */
final class Accept {

  private Accept() {}

  /**
   * The one that the client likes best.
   *
   * @param header as the client sent it; empty when it did not
   * @param fallback when the client takes anything
   * @return empty when there is none that the client takes
   */
  static String choose(String header, List<String> offered, String fallback) {
    if (header.isEmpty() || header.equals("*/*")) {
      return fallback;
    }
    if (offered.contains(header)) {
      return header;
    }
    String best = "";
    double most = 0;
    for (String range : header.split(",", -1)) {
      ContentType type = ContentType.parse(range);
      String match = match(type.type(), offered, fallback);
      double quality = quality(type);
      if (!match.isEmpty() && quality > most) {
        best = match;
        most = quality;
      }
    }
    return best;
  }

  private static double quality(ContentType type) {
    String q = type.parameters().getOrDefault("q", "1");
    return q.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(q) : 0;
  }

  private static String match(String range, List<String> offered, String fallback) {
    String wanted = range.toLowerCase(Locale.ROOT);
    if (wanted.isEmpty() || wanted.equals("*/*")) {
      return fallback;
    }
    if (wanted.endsWith("/*")) {
      String family = wanted.substring(0, wanted.length() - 1);
      if (fallback.startsWith(family)) {
        return fallback;
      }
      return offered.stream().filter(type -> type.startsWith(family)).findFirst().orElse("");
    }
    return offered.contains(wanted) ? wanted : "";
  }
}
