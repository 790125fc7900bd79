package dev.sagebrush.wire.auth;

import dev.sagebrush.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * Signatures of the pieces of a body, each made over the one before: the chunks and trailers of
 * aws-chunked, the events of an event stream. The first is made over that of the request's head.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Signature
 * calculations for the Authorization header: transferring payload in multiple chunks</a>.
 */
final class SignatureChain {

  private final ErrorFamily family;
  private final SigV4 head;
  private final byte[] key;
  private final Function<String, byte[]> keys;
  private String previous;

  /**
   * A chain.
   *
   * @param head the signature of the request
   * @param key that it was made with
   * @param keys of other days, {@code yyyyMMdd}
   */
  SignatureChain(ErrorFamily family, SigV4 head, byte[] key, Function<String, byte[]> keys) {
    this.keys = keys;
    this.family = family;
    this.head = head;
    this.key = key;
    this.previous = head.signature();
  }

  private Made withHead() {
    return new Made(head.timestamp(), head.scope(), key);
  }

  /** Verifies a chunk by the SHA-256 of its data. */
  void chunk(byte[] sha256, String signature) {
    verify(
        "AWS4-HMAC-SHA256-PAYLOAD",
        withHead(),
        Crypto.EMPTY_SHA256 + "\n" + HexFormat.of().formatHex(sha256),
        signature);
  }

  /** Verifies trailers given as {@code name:value} lines, each ended by a line feed. */
  void trailer(String lines, String signature) {
    byte[] bytes = lines.getBytes(StandardCharsets.ISO_8859_1);
    verify("AWS4-HMAC-SHA256-TRAILER", withHead(), Crypto.sha256Hex(bytes), signature);
  }

  /**
   * Verifies an event. A stream may go on past midnight: scope and key are those of the event's
   * day.
   *
   * @param time the event's {@code :date} header
   * @param headers the event's encoded headers without {@code :chunk-signature}
   * @param payload the signed payload
   * @param signature the event's {@code :chunk-signature} header
   * @throws ServiceException when the signature is wrong
   */
  void event(Instant time, byte[] headers, byte[] payload, byte[] signature) {
    String date = SigningTime.basic(time);
    Scope scope = head.scope().onDay(date.substring(0, 8));
    byte[] dayKey = scope.equals(head.scope()) ? key : keys.apply(scope.date());
    verify(
        "AWS4-HMAC-SHA256-PAYLOAD",
        new Made(date, scope, dayKey),
        Crypto.sha256Hex(headers) + "\n" + Crypto.sha256Hex(payload),
        HexFormat.of().formatHex(signature));
  }

  /** When and with which key a piece is signed. */
  private record Made(String date, Scope scope, byte[] key) {}

  private void verify(String algorithm, Made made, String hashes, String signature) {
    String scope = made.scope().text();
    String stringToSign =
        algorithm + "\n" + made.date() + "\n" + scope + "\n" + previous + "\n" + hashes;
    String calculated = HexFormat.of().formatHex(Crypto.hmacSha256(made.key(), stringToSign));
    if (!Crypto.same(calculated, signature)) {
      throw AuthErrors.wrongSignature(
          family, head.scope().accessKeyId(), new AuthErrors.Signed(stringToSign, ""), signature);
    }
    previous = calculated;
  }
}
