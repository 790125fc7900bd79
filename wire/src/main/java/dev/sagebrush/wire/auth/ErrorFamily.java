package dev.sagebrush.wire.auth;

import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;

/**
 * The four ways in which AWS services word the same failure. Sources: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3 error
 * responses</a>, <a
 * href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">common errors</a> of
 * the query services, <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">DynamoDB
 * errors</a> for the JSON services.
 */
enum ErrorFamily {
  /** S3, and a request of which nothing tells what it is for. */
  S3,
  /** Form-encoded requests answered in XML: IAM, STS, CloudWatch. */
  QUERY,
  /** JSON or CBOR with the operation in a header: SageMaker, DynamoDB, Kinesis. */
  JSON,
  /** REST with JSON: SageMaker Runtime, Lambda. */
  REST_JSON;

  /** The family of a request whose signing service is known. */
  static ErrorFamily of(HttpRequest request, Scope scope) {
    return scope.s3() ? S3 : of(request, REST_JSON);
  }

  /** The family of a request as its head shows it. */
  static ErrorFamily of(HttpRequest request, ErrorFamily otherwise) {
    Headers headers = request.headers();
    if (headers.has("x-amz-target") || headers.has("smithy-protocol")) {
      return JSON;
    }
    boolean form = headers.get("content-type", "").startsWith("application/x-www-form-urlencoded");
    if (form || Query.of(request.rawQuery()).get("Action") != null) {
      return QUERY;
    }
    return otherwise;
  }
}
