package dev.sagebrush.conformance.socket;

import dev.sagebrush.conformance.process.SdkClients;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Builds requests that the AWS SDK's own signer signs and that go out byte for byte as built. */
final class SignedRequest {

  private final String method;
  private final String service;
  private String host = "localhost";
  private String path = "/";
  private byte[] body = {};
  private String key = SdkClients.KEY;
  private String secret = SdkClients.KEY;
  private Duration late = Duration.ZERO;
  private @Nullable Duration presigned;
  private final Map<String, String> query = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();

  SignedRequest(String method, String service) {
    this.method = method;
    this.service = service;
  }

  SignedRequest host(String value) {
    this.host = value;
    return this;
  }

  /** The path as it shall stand in the request line, escaped. */
  SignedRequest path(String escaped) {
    this.path = escaped;
    return this;
  }

  SignedRequest query(String name, String value) {
    query.put(name, value);
    return this;
  }

  SignedRequest header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  SignedRequest body(byte[] bytes) {
    this.body = bytes;
    return this;
  }

  SignedRequest body(String text) {
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  SignedRequest credentials(String accessKey, String secretKey) {
    this.key = accessKey;
    this.secret = secretKey;
    return this;
  }

  /** Signs as if the clock showed another time. */
  SignedRequest late(Duration difference) {
    this.late = difference;
    return this;
  }

  /** Puts the signature into the query, good for that long. */
  SignedRequest presigned(Duration valid) {
    this.presigned = valid;
    return this;
  }

  /** The bytes to send to a server on that port. */
  byte[] bytes(int port) {
    SdkHttpRequest.Builder plain =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .protocol(presigned == null ? "http" : "https") // leaves the payload unsigned
            .host(host)
            .port(port)
            .encodedPath(path);
    query.forEach(plain::putRawQueryParameter);
    headers.forEach(plain::putHeader);
    boolean s3 = service.equals("s3");
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(sign -> {
              sign.identity(AwsBasicCredentials.create(key, secret))
                  .request(plain.build())
                  .payload(() -> new ByteArrayInputStream(body))
                  .putProperty(AwsV4HttpSigner.REGION_NAME, SdkClients.REGION)
                  .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                  .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !s3)
                  .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !s3)
                  .putProperty(HttpSigner.SIGNING_CLOCK, Clock.offset(Clock.systemUTC(), late));
              if (presigned != null) {
                sign.putProperty(
                        AwsV4FamilyHttpSigner.AUTH_LOCATION,
                        AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, presigned)
                    .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false);
              }
            })
            .request();
    return serialized(signed);
  }

  private byte[] serialized(SdkHttpRequest signed) {
    StringBuilder head = new StringBuilder(method).append(' ').append(path);
    signed.encodedQueryParameters().ifPresent(text -> head.append('?').append(text));
    head.append(" HTTP/1.1\r\n");
    signed.forEachHeader((name, values) ->
        head.append(name).append(": ").append(String.join(",", values)).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      all.write(head.toString().getBytes(StandardCharsets.UTF_8));
      all.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return all.toByteArray();
  }
}
