package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.CrossOrigin;
import dev.sagebrush.model.s3.CORSConfiguration;
import dev.sagebrush.model.s3.CORSRule;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks the CORS rules of buckets, the first that matches deciding. */
final class BucketOrigins implements CrossOrigin {

  private final Schema schema;

  BucketOrigins(Schema schema) {
    this.schema = schema;
  }

  @Override
  public @Nullable Verdict ask(String bucket, String origin, String method, List<String> headers) {
    CORSConfiguration configuration = BucketCors.KIND.find(schema, bucket);
    return configuration == null ? null : ask(configuration, origin, method, headers);
  }

  static Verdict ask(
      CORSConfiguration configuration, String origin, String method, List<String> headers) {
    for (CORSRule rule : configuration.corsRules()) {
      String match = rule.allowedMethods().contains(method) ? match(rule, origin) : null;
      if (match != null && allows(rule, headers)) {
        return new Verdict(
            match.equals("*") ? "*" : origin,
            rule.allowedMethods(),
            rule.exposeHeaders() == null ? List.of() : rule.exposeHeaders(),
            rule.maxAgeSeconds());
      }
    }
    return Verdict.REFUSED;
  }

  private static @Nullable String match(CORSRule rule, String origin) {
    for (String pattern : rule.allowedOrigins()) {
      if (matches(pattern, origin)) {
        return pattern;
      }
    }
    return null;
  }

  private static boolean allows(CORSRule rule, List<String> headers) {
    List<String> patterns = rule.allowedHeaders() == null ? List.of() : rule.allowedHeaders();
    return headers.stream()
        .allMatch(header ->
            patterns.stream()
                .anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), header)));
  }

  /** A pattern has at most one star. */
  private static boolean matches(String pattern, String text) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(text);
    }
    String start = pattern.substring(0, star);
    String end = pattern.substring(star + 1);
    return text.length() >= start.length() + end.length()
        && text.startsWith(start)
        && text.endsWith(end);
  }
}
