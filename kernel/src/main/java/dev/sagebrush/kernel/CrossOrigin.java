package dev.sagebrush.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that buckets have for pages of other origins. Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html">Using cross-origin
 * resource sharing (CORS)</a>.
 */
@FunctionalInterface
public interface CrossOrigin {

  /** No bucket has rules. */
  CrossOrigin NONE = (bucket, origin, method, headers) -> null;

  /**
   * What a bucket says to a page.
   *
   * @param origin of the page
   * @param method it wants to use
   * @param headers it wants to send, in lower case; empty for an actual request
   * @return null when there is no such bucket or it has no rules
   */
  @Nullable Verdict ask(String bucket, String origin, String method, List<String> headers);

  /**
   * An answer.
   *
   * @param origin whom it lets in: the page's origin or {@code *}; null when no rule matches
   * @param methods of the rule that matches
   * @param exposed the headers a page may read
   * @param maxAgeSeconds how long a browser may remember it; null when the rule does not say
   */
  record Verdict(
      @Nullable String origin,
      List<String> methods,
      List<String> exposed,
      @Nullable Integer maxAgeSeconds) {

    /** No rule matches. */
    public static final Verdict REFUSED = new Verdict(null, List.of(), List.of(), null);
  }
}
