package dev.sagebrush.wire.auth;

import dev.sagebrush.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Signatures of the pieces of a body, each made over the one before: the chunks and trailers of
 * aws-chunked, the events of an event stream. The first is made over that of the request's head.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Signature
 * calculations for the Authorization header: transferring payload in multiple chunks</a>.
 */
public final class SignatureChain {

  private final ErrorFamily family;
  private final SigV4 head;
  private final byte[] key;
  private String previous;

  SignatureChain(ErrorFamily family, SigV4 head, byte[] key) {
    this.family = family;
    this.head = head;
    this.key = key;
    this.previous = head.signature();
  }

  /** Verifies a chunk by the SHA-256 of its data. */
  void chunk(byte[] sha256, String signature) {
    verify(
        "AWS4-HMAC-SHA256-PAYLOAD",
        head.timestamp(),
        Crypto.EMPTY_SHA256 + "\n" + HexFormat.of().formatHex(sha256),
        signature);
  }

  /** Verifies trailers given as {@code name:value} lines, each ended by a line feed. */
  void trailer(String lines, String signature) {
    byte[] bytes = lines.getBytes(StandardCharsets.ISO_8859_1);
    verify("AWS4-HMAC-SHA256-TRAILER", head.timestamp(), Crypto.sha256Hex(bytes), signature);
  }

  /**
   * Verifies an event.
   *
   * @param date the event's {@code :date} header, {@code yyyyMMdd'T'HHmmss'Z'}
   * @param headers the event's encoded headers without {@code :chunk-signature}
   * @param payload the signed payload
   * @param signature the event's {@code :chunk-signature} header
   * @throws ServiceException when the signature is wrong
   */
  public void event(String date, byte[] headers, byte[] payload, byte[] signature) {
    verify(
        "AWS4-HMAC-SHA256-PAYLOAD",
        date,
        Crypto.sha256Hex(headers) + "\n" + Crypto.sha256Hex(payload),
        HexFormat.of().formatHex(signature));
  }

  private void verify(String algorithm, String date, String hashes, String signature) {
    String stringToSign =
        algorithm + "\n" + date + "\n" + head.scope().text() + "\n" + previous + "\n" + hashes;
    String calculated = HexFormat.of().formatHex(Crypto.hmacSha256(key, stringToSign));
    if (!Crypto.same(calculated, signature)) {
      throw AuthErrors.wrongSignature(
          family, head.scope().accessKeyId(), new AuthErrors.Signed(stringToSign, ""), signature);
    }
    previous = calculated;
  }
}
