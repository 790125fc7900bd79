package dev.sagebrush.wire.auth;

import dev.sagebrush.wire.http.HttpRequest;
import java.io.IOException;

/**
 * How much of a body is held in memory or produced from it.
 *
 * @param signedBody the longest body, in bytes, that is read before its signature can be checked:
 *     that of a request which does not announce its digest
 * @param inflatedBody the most bytes that a gzip body may inflate to
 */
public record AuthLimits(int signedBody, long inflatedBody) {

  /** 72 MiB each: above the largest request of any service but S3, a Lambda function's code. */
  public static AuthLimits standard() {
    return new AuthLimits(72 << 20, 72L << 20);
  }

  /** The whole body of a request, if it is within the limit. */
  byte[] readAll(HttpRequest request) throws IOException {
    byte[] body = request.body().readNBytes(signedBody);
    if (body.length == signedBody && request.body().read() >= 0) {
      throw BodyErrors.tooLarge(signedBody);
    }
    return body;
  }
}
