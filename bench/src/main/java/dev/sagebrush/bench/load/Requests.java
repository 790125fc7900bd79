package dev.sagebrush.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Signed HTTP/1.1 requests, written out as the bytes that go over the socket. */
public final class Requests {

  private static final int VALID_SECONDS = 3600;

  private Requests() {}

  /**
   * An S3 request by a presigned URL.
   *
   * @param path starts with a slash and needs no encoding
   */
  public static byte[] s3(Endpoint server, String method, String path, byte[] body, Instant time) {
    String query =
        Signer.local("s3").presign(method, server.authority(), path, time, VALID_SECONDS);
    String head =
        method
            + " "
            + path
            + "?"
            + query
            + " HTTP/1.1\r\nHost: "
            + server.authority()
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    return joined(head, body);
  }

  /** A presigned URL, for other people's clients. */
  public static String s3Url(Endpoint server, String method, String path, Instant time) {
    return "http://"
        + server.authority()
        + path
        + "?"
        + Signer.local("s3").presign(method, server.authority(), path, time, VALID_SECONDS);
  }

  /**
   * A POST signed in its headers.
   *
   * @param service as the credential scope names it
   * @param path starts with a slash and needs no encoding
   * @param headers beside host, date, length and signature; names in lower case
   */
  public static byte[] post(
      Endpoint server,
      String service,
      String path,
      Map<String, String> headers,
      byte[] body,
      Instant time) {
    TreeMap<String, String> all = new TreeMap<>(headers);
    all.put("host", server.authority());
    all.put("x-amz-date", Signer.stamp(time));
    String signature = Signer.local(service).authorization("POST", path, all, body);
    all.put("authorization", signature);
    all.put("content-length", String.valueOf(body.length));
    StringBuilder head = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\n");
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return joined(head.append("\r\n").toString(), body);
  }

  private static byte[] joined(String head, byte[] body) {
    byte[] begin = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[begin.length + body.length];
    System.arraycopy(begin, 0, all, 0, begin.length);
    System.arraycopy(body, 0, all, begin.length, body.length);
    return all;
  }
}
