package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.checksum.Checksum;
import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.auth.VerifyingStream.Check;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a request the body its client meant: out of aws-chunked, checked against digest, checksum
 * headers, trailers and Content-MD5 while it is read.
 */
final class VerifiedBody {

  private final HttpRequest request;
  private final Headers headers;
  private final ErrorFamily family;
  private final PayloadMode mode;
  private final List<Check> checks = new ArrayList<>();

  private VerifiedBody(HttpRequest request, ErrorFamily family, PayloadMode mode) {
    this.request = request;
    this.headers = request.headers();
    this.family = family;
    this.mode = mode;
  }

  /**
   * The request with its body decoded and checked.
   *
   * @param digest the SHA-256 the body must have, in hexadecimal; null when none is known
   * @param chain verifies signed chunks; null where the mode has none
   */
  static HttpRequest of(
      HttpRequest request,
      ErrorFamily family,
      PayloadMode mode,
      @Nullable String digest,
      @Nullable SignatureChain chain) {
    VerifiedBody body = new VerifiedBody(request, family, mode);
    if (digest != null) {
      body.checkDigest(digest);
    }
    if (family == ErrorFamily.S3) {
      body.checkMd5();
      body.checkHeaders();
    }
    return mode.chunked() ? body.unchunked(chain) : body.plain();
  }

  private HttpRequest plain() {
    if (checks.isEmpty()) {
      return request;
    }
    long length = headers.has("content-length") ? length("content-length") : -1;
    return request.body(new VerifyingStream(request.body(), length, checks));
  }

  private HttpRequest unchunked(@Nullable SignatureChain chain) {
    if (!headers.has("x-amz-decoded-content-length")) {
      throw ServiceException.of(
          "MissingContentLength", 411, "You must provide the Content-Length HTTP header.");
    }
    long length = length("x-amz-decoded-content-length");
    AwsChunkedStream chunks = new AwsChunkedStream(request.body(), length, mode.trailer(), chain);
    ChecksumAlgorithm announced = checkTrailer(chunks.trailers());
    InputStream body = new VerifyingStream(chunks, length, checks);
    return new HttpRequest(
        request.method(),
        request.rawPath(),
        request.rawQuery(),
        decodedHeaders(length, announced),
        body,
        request.secure(),
        request.remote(),
        request.id());
  }

  private void checkDigest(String claimed) {
    checks.add(
        new Check(
            ChecksumAlgorithm.SHA256.start(),
            value -> {
              String computed = HexFormat.of().formatHex(value);
              if (!Crypto.same(computed, claimed.toLowerCase(Locale.ROOT))) {
                throw family == ErrorFamily.S3
                    ? BodyErrors.contentSha256(claimed, computed)
                    : AuthErrors.signature(
                        family,
                        "The request signature we calculated does not match the signature you"
                            + " provided: the body is not the one that was signed.");
              }
            }));
  }

  private void checkMd5() {
    String expected = headers.get("content-md5");
    if (expected == null) {
      return;
    }
    byte[] wanted = decode(expected);
    if (wanted == null || wanted.length != ChecksumAlgorithm.MD5.length()) {
      throw BodyErrors.invalidMd5();
    }
    checks.add(
        new Check(
            ChecksumAlgorithm.MD5.start(),
            value -> {
              if (!MessageDigest.isEqual(value, wanted)) {
                throw BodyErrors.contentMd5(expected, Base64.getEncoder().encodeToString(value));
              }
            }));
  }

  /**
   * Checks the body against its checksum header; completing an upload names the object's instead.
   */
  private void checkHeaders() {
    if (request.method().equals("POST") && Query.of(request.rawQuery()).get("uploadId") != null) {
      return;
    }
    ChecksumAlgorithm found = null;
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      String expected = headers.get(algorithm.headerName());
      if (expected == null) {
        continue;
      }
      if (found != null) {
        throw BodyErrors.invalidRequest(
            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
      }
      found = algorithm;
      byte[] wanted = decode(expected);
      if (wanted == null || wanted.length != algorithm.length()) {
        throw BodyErrors.invalidChecksum(algorithm);
      }
      checks.add(check(algorithm, wanted));
    }
  }

  private static Check check(ChecksumAlgorithm algorithm, byte[] wanted) {
    supported(algorithm);
    return new Check(
        algorithm.start(),
        value -> {
          if (!MessageDigest.isEqual(value, wanted)) {
            throw BodyErrors.checksum(algorithm);
          }
        });
  }

  /** Checks what the trailers bring, once they are read; returns the checksum among them. */
  private @Nullable ChecksumAlgorithm checkTrailer(Map<String, String> trailers) {
    String announced = headers.get("x-amz-trailer", "").strip();
    if (announced.isEmpty() || !mode.trailer()) {
      checks.add(new Check(new Nothing(), value -> requireTrailers(trailers, null)));
      return null;
    }
    ChecksumAlgorithm algorithm = ChecksumAlgorithm.ofHeader(announced);
    if (algorithm == null) {
      throw BodyErrors.invalidRequest(
          "The value specified in the x-amz-trailer header is not supported");
    }
    supported(algorithm);
    checks.add(
        new Check(
            algorithm.start(),
            value -> {
              byte[] wanted = decode(requireTrailers(trailers, algorithm.headerName()));
              if (wanted == null || wanted.length != algorithm.length()) {
                throw BodyErrors.invalidRequest(
                    "Value for " + algorithm.headerName() + " trailing header is invalid.");
              }
              if (!MessageDigest.isEqual(value, wanted)) {
                throw BodyErrors.checksum(algorithm);
              }
            }));
    return algorithm;
  }

  /** Exactly the announced trailer, or none when none is announced; its value. */
  private static String requireTrailers(Map<String, String> trailers, @Nullable String name) {
    if (trailers.size() != (name == null ? 0 : 1)) {
      throw BodyErrors.malformedTrailer();
    }
    if (name == null) {
      return "";
    }
    String value = trailers.get(name);
    if (value == null) {
      throw BodyErrors.malformedTrailer();
    }
    return value;
  }

  private static void supported(ChecksumAlgorithm algorithm) {
    if (!algorithm.supported()) {
      throw BodyErrors.notImplemented("The checksum algorithm " + algorithm.name());
    }
  }

  /** The headers as if the body had been sent plainly. */
  private Headers decodedHeaders(long length, @Nullable ChecksumAlgorithm announced) {
    Headers decoded = new Headers();
    for (Headers.Field field : headers.fields()) {
      switch (field.name()) {
        case "content-length", "transfer-encoding", "x-amz-decoded-content-length" -> {}
        case "content-encoding" -> {
          String rest = withoutAwsChunked(field.value());
          if (!rest.isEmpty()) {
            decoded.add(field.name(), rest);
          }
        }
        default -> decoded.add(field.name(), field.value());
      }
    }
    decoded.add("content-length", Long.toString(length));
    if (announced != null && !decoded.has("x-amz-sdk-checksum-algorithm")) {
      decoded.add("x-amz-sdk-checksum-algorithm", announced.name());
    }
    return decoded;
  }

  private static String withoutAwsChunked(String encodings) {
    List<String> rest = new ArrayList<>();
    for (String encoding : encodings.split(",")) {
      String name = encoding.strip();
      if (!name.isEmpty() && !name.equalsIgnoreCase("aws-chunked")) {
        rest.add(name);
      }
    }
    return String.join(",", rest);
  }

  private long length(String header) {
    String text = headers.get(header, "");
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw BodyErrors.invalidRequest("Value for " + header + " header is invalid.");
    }
    return Long.parseLong(text);
  }

  private static byte @Nullable [] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Takes part in no calculation; for checks of what came beside the body. */
  private record Nothing() implements Checksum {
    @Override
    public void update(byte[] bytes, int offset, int length) {}

    @Override
    public byte[] value() {
      return new byte[0];
    }
  }
}
