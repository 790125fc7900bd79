package dev.sagebrush.wire.auth;

import dev.sagebrush.wire.codec.Percent;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
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

  private static final Comparator<Pair> ORDER =
      Comparator.comparing(Pair::name).thenComparing(Pair::value);

  private record Pair(String name, String value) {}

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
      Percent.encodeRaw(out, asSent ? request.rawPath() : normalized(request.rawPath()), true);
    } else if (asSent) {
      out.append(request.rawPath());
    } else {
      Percent.canonical(out, request.rawPath(), true);
    }
    out.append('\n').append(canonical(query, asSent)).append('\n');
    for (String name : signedHeaders) {
      appendHeader(out, request.headers(), name);
    }
    out.append('\n');
    for (int i = 0; i < signedHeaders.size(); i++) {
      out.append(i == 0 ? "" : ";").append(signedHeaders.get(i));
    }
    return out.append('\n').append(payloadHash).toString();
  }

  /**
   * The canonical query string, without the signature itself.
   *
   * @param asSent whether to keep each name and value as it was sent and only sort them
   */
  static String canonical(Query query, boolean asSent) {
    if (query.parameters().isEmpty()) {
      return "";
    }
    List<Pair> pairs = new ArrayList<>(query.parameters().size());
    for (Query.Parameter parameter : query.parameters()) {
      if (!parameter.name().equals("X-Amz-Signature")) {
        pairs.add(
            asSent
                ? new Pair(parameter.rawName(), parameter.rawValue())
                : new Pair(canonical(parameter.rawName()), canonical(parameter.rawValue())));
      }
    }
    pairs.sort(ORDER);
    StringBuilder out = new StringBuilder(256);
    for (Pair pair : pairs) {
      out.append(out.isEmpty() ? "" : "&").append(pair.name()).append('=').append(pair.value());
    }
    return out.toString();
  }

  private static String canonical(String raw) {
    StringBuilder out = new StringBuilder(raw.length() + 16);
    Percent.canonical(out, raw, false);
    return out.toString();
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
