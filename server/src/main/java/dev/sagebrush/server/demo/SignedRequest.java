package dev.sagebrush.server.demo;

import dev.sagebrush.kernel.Clock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes HTTP/1.1 requests signed with Signature Version 4 by the local root's key. */
final class SignedRequest {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String host;
  private final Clock clock;

  SignedRequest(URI url, Clock clock) {
    this.host = url.getAuthority();
    this.clock = clock;
  }

  /** A whole request that asks for the connection to be closed. */
  byte[] of(String method, String path, String service, String target, String body) {
    String stamp = STAMP.format(clock.now());
    String digest = HexFormat.of().formatHex(sha256(body));
    String headers =
        "host:" + host + "\nx-amz-content-sha256:" + digest + "\nx-amz-date:" + stamp + "\n";
    String names = "host;x-amz-content-sha256;x-amz-date";
    String canonical = String.join("\n", method, path, "", headers, names, digest);
    String scope = stamp.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
    String toSign =
        String.join(
            "\n", "AWS4-HMAC-SHA256", stamp, scope, HexFormat.of().formatHex(sha256(canonical)));
    byte[] key = "AWS4test".getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    String signature = HexFormat.of().formatHex(hmac(key, toSign));
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\n"
            + headers.replace("\n", "\r\n")
            + (target.isEmpty() ? "" : "x-amz-target: " + target + "\r\n")
            + "content-type: "
            + (target.isEmpty() ? "text/csv" : "application/x-amz-json-1.1")
            + "\r\nauthorization: AWS4-HMAC-SHA256 Credential=test/"
            + scope
            + ", SignedHeaders="
            + names
            + ", Signature="
            + signature
            + "\r\ncontent-length: "
            + body.length()
            + "\r\nconnection: close\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
