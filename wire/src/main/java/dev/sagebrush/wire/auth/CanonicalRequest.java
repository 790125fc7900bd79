package dev.sagebrush.wire.auth;

import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The form of a request that Signature Version 4 signs.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request">Create
 * a canonical request</a>. S3 encodes the path once and keeps it as it is; every other service
 * removes dot segments and doubled slashes and encodes what came encoded once more.
 */
final class CanonicalRequest {

  private CanonicalRequest() {}

  /**
   * The canonical request.
   *
   * @param asSent whether path and query stand as sent, only sorted, and not re-encoded: some
   *     signers sign what they send although AWS would encode it differently
   */
  static String of(
      HttpRequest request,
      Query query,
      boolean s3,
      List<String> signedHeaders,
      String payloadHash,
      boolean asSent) {
    StringBuilder out = new StringBuilder(1024);
    out.append(request.method()).append('\n');
    if (!s3) {
      UriEncoding.encodePath(out, asSent ? request.rawPath() : normalized(request.rawPath()));
    } else if (asSent) {
      out.append(request.rawPath());
    } else {
      UriEncoding.canonical(out, request.rawPath(), true);
    }
    out.append('\n').append(query.canonical(asSent)).append('\n');
    for (String name : signedHeaders) {
      appendHeader(out, request.headers(), name);
    }
    out.append('\n');
    for (int i = 0; i < signedHeaders.size(); i++) {
      out.append(i == 0 ? "" : ";").append(signedHeaders.get(i));
    }
    return out.append('\n').append(payloadHash).toString();
  }

  private static void appendHeader(StringBuilder out, Headers headers, String name) {
    out.append(name).append(':');
    boolean first = true;
    for (Headers.Field field : headers.fields()) {
      if (field.name().equals(name)) {
        if (!first) {
          out.append(',');
        }
        appendFolded(out, field.value());
        first = false;
      }
    }
    out.append('\n');
  }

  /** Appends a value without the white space around it and with one space for each run within. */
  private static void appendFolded(StringBuilder out, String value) {
    boolean space = false;
    boolean any = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c >= '\t' && c <= '\r') {
        space = any;
      } else {
        if (space) {
          out.append(' ');
          space = false;
        }
        out.append(c);
        any = true;
      }
    }
  }

  /** A path without empty and dot segments; a slash at the end stays. */
  static String normalized(String path) {
    if (!path.contains("//") && !path.contains("/.") && path.startsWith("/")) {
      return path;
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    StringBuilder out = new StringBuilder(path.length()).append('/');
    for (Iterator<String> i = segments.iterator(); i.hasNext(); ) {
      out.append(i.next()).append(i.hasNext() ? "/" : "");
    }
    return path.endsWith("/") && !segments.isEmpty() ? out.append('/').toString() : out.toString();
  }

  /** Its bytes: one per character when it came over the wire as bytes, else UTF-8. */
  static byte[] bytes(String canonical) {
    Charset charset = StandardCharsets.ISO_8859_1;
    for (int i = 0; i < canonical.length(); i++) {
      if (canonical.charAt(i) > 0xff) {
        charset = StandardCharsets.UTF_8;
        break;
      }
    }
    return canonical.getBytes(charset);
  }
}
