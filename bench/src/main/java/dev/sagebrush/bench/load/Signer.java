package dev.sagebrush.bench.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests by AWS Signature Version 4 (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">IAM User Guide</a>).
 *
 * @param accessKey whose signature it is
 * @param secretKey that key's secret
 * @param region in the credential scope
 * @param service in the credential scope
 */
public record Signer(String accessKey, String secretKey, String region, String service) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The keys that need not be made on a server that serves this machine alone. */
  public static Signer local(String service) {
    return new Signer("test", "test", "us-east-1", service);
  }

  /**
   * The query of a presigned URL that signs nothing but the host.
   *
   * @param path of the request, already encoded
   * @param expires how long it is valid, in seconds
   */
  public String presign(String method, String authority, String path, Instant time, int expires) {
    String stamp = TIME.format(time);
    Map<String, String> query = new TreeMap<>();
    query.put("X-Amz-Algorithm", ALGORITHM);
    query.put("X-Amz-Credential", accessKey + "/" + scope(stamp));
    query.put("X-Amz-Date", stamp);
    query.put("X-Amz-Expires", String.valueOf(expires));
    query.put("X-Amz-SignedHeaders", "host");
    StringBuilder text = new StringBuilder();
    query.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : "&")
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    String canonical =
        String.join("\n", method, path, text, "host:" + authority, "", "host", "UNSIGNED-PAYLOAD");
    return text.append("&X-Amz-Signature=").append(signature(canonical, stamp)).toString();
  }

  /**
   * The {@code Authorization} header of a request.
   *
   * @param path of the request, already encoded; it has no query
   * @param headers what is signed, by lower-case name; {@code host} and {@code x-amz-date} are
   *     among them
   */
  public String authorization(
      String method, String path, Map<String, String> headers, byte[] body) {
    TreeMap<String, String> sorted = new TreeMap<>(headers);
    StringBuilder lines = new StringBuilder();
    sorted.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
    String names = String.join(";", sorted.keySet());
    String stamp = sorted.getOrDefault("x-amz-date", "");
    String canonical =
        String.join("\n", method, path, "", lines, names, HexFormat.of().formatHex(sha256(body)));
    return ALGORITHM
        + " Credential="
        + accessKey
        + "/"
        + scope(stamp)
        + ", SignedHeaders="
        + names
        + ", Signature="
        + signature(canonical, stamp);
  }

  /** A time as {@code x-amz-date} says it. */
  public static String stamp(Instant time) {
    return TIME.format(time);
  }

  private String scope(String stamp) {
    return String.join("/", stamp.substring(0, 8), region, service, "aws4_request");
  }

  private String signature(String canonical, String stamp) {
    String digest = HexFormat.of().formatHex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
    for (String step : scope(stamp).split("/")) {
      key = hmac(key, step);
    }
    String text = String.join("\n", ALGORITHM, stamp, scope(stamp), digest);
    return HexFormat.of().formatHex(hmac(key, text));
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

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
