package dev.sagebrush.wire.auth;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters of a request presigned with Signature Version 4. */
final class PresignedQuery {

  /** A week, in seconds: the longest a presigned request may be valid. */
  private static final long LONGEST = 604_800;

  private static final List<String> REQUIRED =
      List.of(
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Signature",
          "X-Amz-Date",
          "X-Amz-SignedHeaders");

  private PresignedQuery() {}

  /** Whether the query holds a signature of version 4, or part of one. */
  static boolean present(Query query) {
    return query.get("X-Amz-Signature") != null
        || query.get("X-Amz-Algorithm") != null
        || query.get("X-Amz-Credential") != null;
  }

  static SigV4 parse(HttpRequest request, Query query) {
    for (String name : REQUIRED) {
      if (query.get(name) == null) {
        throw incomplete();
      }
      if (query.count(name) > 1) {
        throw AuthErrors.malformedQuery("Query parameter " + name + " occurs more than once");
      }
    }
    String algorithm = given(query, "X-Amz-Algorithm");
    boolean asymmetric = algorithm.equals(SigV4.ASYMMETRIC_ALGORITHM);
    if (!asymmetric && !algorithm.equals(SigV4.ALGORITHM)) {
      throw AuthErrors.malformedQuery(
          "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"");
    }
    ScopeParser scopes = new ScopeParser(request, asymmetric, true);
    Scope scope = scopes.parse(given(query, "X-Amz-Credential"));
    String timestamp = given(query, "X-Amz-Date");
    Instant time = SigningTime.basic(timestamp);
    if (time == null) {
      throw AuthErrors.malformedQuery(
          "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
    }
    scopes.sameDay(scope, timestamp);
    return new SigV4(
        asymmetric,
        scope,
        List.of(given(query, "X-Amz-SignedHeaders").split(";")),
        given(query, "X-Amz-Signature"),
        timestamp,
        time,
        query.get("X-Amz-Security-Token"),
        expires(scope, query.get("X-Amz-Expires")));
  }

  private static String given(Query query, String name) {
    String value = query.get(name);
    if (value == null) {
      throw incomplete();
    }
    return value;
  }

  private static long expires(Scope scope, @Nullable String text) {
    if (text == null) {
      if (scope.s3()) {
        throw incomplete();
      }
      return TimeLimits.ALLOWED_SKEW.toSeconds();
    }
    long seconds;
    try {
      seconds = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw AuthErrors.malformedQuery("X-Amz-Expires should be a number");
    }
    if (seconds < 0) {
      throw AuthErrors.malformedQuery("X-Amz-Expires must be non-negative");
    }
    if (seconds > LONGEST) {
      throw AuthErrors.malformedQuery(
          "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires"
              + " must be less than 604800 seconds");
    }
    return seconds;
  }

  private static ServiceException incomplete() {
    return AuthErrors.malformedQuery(
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
            + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
  }
}
