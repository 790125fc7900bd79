package dev.sagebrush.wire.http;

/**
 * One answer.
 *
 * @param status the HTTP status code
 * @param headers without {@code content-length}, {@code transfer-encoding}, {@code date} and {@code
 *     connection}: the server sets those
 * @param content what follows the head
 */
public record HttpResponse(int status, Headers headers, Content content) {

  /** An answer whose whole content is at hand. */
  public static HttpResponse of(int status, Headers headers, byte[] bytes) {
    return new HttpResponse(status, headers, new Content.Bytes(bytes));
  }
}
