package dev.sagebrush.wire.auth;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.http.HttpRequest;

/** Reads {@code keyid/date/region/service/aws4_request}, from a header or a query parameter. */
final class ScopeParser {

  private static final String S3_FORM = "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"";

  private final HttpRequest request;
  private final boolean asymmetric;
  private final boolean presigned;

  ScopeParser(HttpRequest request, boolean asymmetric, boolean presigned) {
    this.request = request;
    this.asymmetric = asymmetric;
    this.presigned = presigned;
  }

  Scope parse(String credential) {
    String[] parts = credential.split("/", -1);
    int expected = asymmetric ? 4 : 5;
    if (parts.length != expected || parts[0].isEmpty()) {
      throw malformed(
          "the Credential is mal-formed; expecting " + S3_FORM + ".",
          "Credential must have exactly "
              + expected
              + " slash-delimited elements, e.g. keyid/date/region/service/term, got '"
              + credential
              + "'");
    }
    String region = asymmetric ? "" : parts[2];
    Scope scope = new Scope(parts[0], parts[1], region, parts[expected - 2]);
    if (!digits(scope.date())) {
      throw malformed(
          "incorrect date format \""
              + scope.date()
              + "\". This date in the credential must be in"
              + " the format \"yyyyMMdd\".",
          "Date in Credential scope should be in YYYYMMDD format, got '" + scope.date() + "'.");
    }
    if (!asymmetric && !name(region)) {
      throw malformed(
          "a non-empty region must be provided in the credential.",
          "Credential should be scoped to a valid region. ");
    }
    if (!name(scope.service())) {
      throw malformed(
          "a non-empty service must be provided in the credential.",
          "Credential should be scoped to correct service. ");
    }
    String terminator = parts[expected - 1];
    if (!terminator.equals(Scope.TERMINATOR)) {
      throw malformed(
          "incorrect terminal \"" + terminator + "\". This endpoint uses \"aws4_request\".",
          "Credential should be scoped with a valid terminator: 'aws4_request', not '"
              + terminator
              + "'. ");
    }
    return scope;
  }

  /** Checks that the scope is of the day on which the request was signed. */
  void sameDay(Scope scope, String timestamp) {
    String day = timestamp.substring(0, 8);
    if (!scope.date().equals(day)) {
      throw malformed(
          "Invalid credential date \""
              + scope.date()
              + "\". This date is not the same as X-Amz-Date: \""
              + day
              + "\".",
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '"
              + scope.date()
              + "' != '"
              + day
              + "', from '"
              + timestamp
              + "'.");
    }
  }

  /** The error of the family that the request looks like. */
  private ServiceException malformed(String s3, String others) {
    ErrorFamily family = ErrorFamily.of(request, otherFamily());
    if (family != ErrorFamily.S3) {
      return AuthErrors.signature(family, others);
    }
    return presigned
        ? AuthErrors.malformedQuery("Error parsing the X-Amz-Credential parameter; " + s3)
        : AuthErrors.malformedHeader(s3);
  }

  /** S3 demands a digest header, or takes presigned requests; the REST services do neither. */
  private ErrorFamily otherFamily() {
    return presigned || request.headers().has("x-amz-content-sha256")
        ? ErrorFamily.S3
        : ErrorFamily.REST_JSON;
  }

  private static boolean digits(String date) {
    return date.length() == 8 && date.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean name(String text) {
    return !text.isEmpty()
        && text.length() <= 64
        && text.chars()
            .allMatch(c ->
                c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || "-_.*".indexOf(c) >= 0);
  }
}
