package dev.sagebrush.wire.auth;

import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * Signs requests for the tests of what is refused; that signatures agree with AWS is shown
 * elsewhere.
 */
record Signer(String accessKeyId, String secret, String region, String service, Instant time) {

  static Signer of(String service) {
    return new Signer("AKIDEXAMPLE", Requests.SECRET, "us-east-1", service, Requests.NOW);
  }

  Signer at(Instant other) {
    return new Signer(accessKeyId, secret, region, service, other);
  }

  Signer key(String other) {
    return new Signer(other, secret, region, service, time);
  }

  Signer secret(String other) {
    return new Signer(accessKeyId, other, region, service, time);
  }

  /** A signed request with all its headers signed; {@code hash} is that of the payload. */
  HttpRequest sign(String method, String target, byte[] body, String hash, String... headers) {
    HttpRequest request = Requests.of(method, target, body, headers);
    Headers fields = request.headers();
    fields.set("host", "localhost");
    fields.set("x-amz-date", SigningTime.basic(time));
    if (!fields.has("x-amz-content-sha256") && service.equals("s3")) {
      fields.set("x-amz-content-sha256", hash);
    }
    List<String> names =
        List.copyOf(new TreeSet<>(fields.fields().stream().map(Headers.Field::name).toList()));
    String signature = signature(request, names, hash);
    fields.set(
        "authorization",
        "AWS4-HMAC-SHA256 Credential="
            + (accessKeyId + "/" + scope().text())
            + (", SignedHeaders=" + String.join(";", names))
            + (", Signature=" + signature));
    return request;
  }

  /** A signed request with an aws-chunked body of chunks of {@code size} bytes. */
  HttpRequest chunked(byte[] content, int size, String... headers) {
    String mode = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    String[] all = Arrays.copyOf(headers, headers.length + 4);
    all[headers.length] = "x-amz-decoded-content-length";
    all[headers.length + 1] = Integer.toString(content.length);
    all[headers.length + 2] = "content-encoding";
    all[headers.length + 3] = "aws-chunked";
    HttpRequest head = sign("PUT", "/b/k", new byte[0], mode, all);
    String authorization = head.headers().get("authorization", "");
    String previous = authorization.substring(authorization.indexOf("Signature=") + 10);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at <= content.length; at += size) {
      int length = Math.min(size, content.length - at);
      previous = chunk(out, content, at, length, previous);
      if (length < size && length > 0) {
        break;
      }
    }
    if (content.length % size != 0) {
      chunk(out, content, 0, 0, previous);
    }
    return head.body(new ByteArrayInputStream(out.toByteArray()));
  }

  private String chunk(
      ByteArrayOutputStream out, byte[] content, int at, int length, String previous) {
    byte[] data = Arrays.copyOfRange(content, at, at + length);
    String stringToSign =
        "AWS4-HMAC-SHA256-PAYLOAD\n"
            + (SigningTime.basic(time) + "\n" + scope().text() + "\n" + previous + "\n")
            + (Crypto.EMPTY_SHA256 + "\n" + Crypto.sha256Hex(data));
    byte[] key = new SigningKeys().key(secret, scope());
    String signature = HexFormat.of().formatHex(Crypto.hmacSha256(key, stringToSign));
    String head = Integer.toHexString(length) + ";chunk-signature=" + signature + "\r\n";
    out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(data);
    out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    return signature;
  }

  /** A presigned target. */
  HttpRequest presign(String method, String path, String expires) {
    String target =
        path
            + (path.contains("?") ? "&" : "?")
            + "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
            + (accessKeyId + "/" + scope().text()).replace("/", "%2F")
            + ("&X-Amz-Date=" + SigningTime.basic(time) + "&X-Amz-Expires=" + expires)
            + "&X-Amz-SignedHeaders=host";
    HttpRequest request = Requests.of(method, target, "host", "localhost");
    String hash = service.equals("s3") ? "UNSIGNED-PAYLOAD" : Crypto.EMPTY_SHA256;
    String signature = signature(request, List.of("host"), hash);
    return Requests.of(method, target + "&X-Amz-Signature=" + signature, "host", "localhost");
  }

  private Scope scope() {
    return new Scope(accessKeyId, SigningTime.basic(time).substring(0, 8), region, service);
  }

  private String signature(HttpRequest request, List<String> names, String hash) {
    SigV4 signed = new SigV4(false, scope(), names, "", SigningTime.basic(time), time, null, -1);
    String canonical =
        CanonicalRequest.of(
            request, Query.of(request.rawQuery()), scope().s3(), names, hash, false);
    byte[] key = new SigningKeys().key(secret, scope());
    return HexFormat.of().formatHex(Crypto.hmacSha256(key, signed.stringToSign(canonical)));
  }
}
