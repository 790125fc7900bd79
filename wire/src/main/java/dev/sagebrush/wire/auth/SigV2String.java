package dev.sagebrush.wire.auth;

import dev.sagebrush.wire.codec.Percent;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The string that Signature Version 2 signs for S3. Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html">Signing and
 * authenticating REST requests (AWS signature version 2)</a>.
 */
final class SigV2String {

  /** The query parameters that belong to what is signed. */
  private static final Set<String> SUB_RESOURCES =
      Set.of(
          "accelerate",
          "acl",
          "analytics",
          "cors",
          "defaultObjectAcl",
          "delete",
          "inventory",
          "lifecycle",
          "location",
          "logging",
          "metrics",
          "notification",
          "object-lock",
          "partNumber",
          "policy",
          "replication",
          "requestPayment",
          "response-cache-control",
          "response-content-disposition",
          "response-content-encoding",
          "response-content-language",
          "response-content-type",
          "response-expires",
          "restore",
          "select",
          "select-type",
          "storageClass",
          "tagging",
          "torrent",
          "uploadId",
          "uploads",
          "versionId",
          "versioning",
          "versions",
          "website");

  private SigV2String() {}

  /**
   * The string to sign.
   *
   * @param date its date line
   * @param presigned whether {@code x-amz-…} query parameters stand for headers
   * @param resource the raw path, after the bucket of the host name if that holds one
   */
  static String of(
      HttpRequest request, Query query, String date, boolean presigned, String resource) {
    StringBuilder out = new StringBuilder(256);
    out.append(request.method()).append('\n');
    out.append(standard(request, query, presigned, "content-md5")).append('\n');
    out.append(standard(request, query, presigned, "content-type")).append('\n');
    out.append(date).append('\n');
    amzHeaders(request, query, presigned)
        .forEach((name, value) -> out.append(name).append(':').append(value).append('\n'));
    out.append(resource);
    appendSubResources(out, query);
    return out.toString();
  }

  private static String standard(HttpRequest request, Query query, boolean presigned, String name) {
    String header = request.headers().get(name);
    String parameter = presigned && header == null ? query.get(name) : header;
    return parameter == null ? "" : parameter;
  }

  private static Map<String, String> amzHeaders(
      HttpRequest request, Query query, boolean presigned) {
    Map<String, String> headers = new TreeMap<>();
    for (Headers.Field field : request.headers().fields()) {
      if (field.name().startsWith("x-amz-")) {
        headers.merge(field.name(), field.value().strip(), (left, right) -> left + "," + right);
      }
    }
    if (presigned) {
      for (Query.Parameter parameter : query.parameters()) {
        String name = parameter.rawName().toLowerCase(Locale.ROOT);
        if (name.startsWith("x-amz-")) {
          headers.putIfAbsent(name, Percent.lenientBytes(parameter.rawValue(), true));
        }
      }
    }
    return headers;
  }

  private static void appendSubResources(StringBuilder out, Query query) {
    List<Query.Parameter> signed = new ArrayList<>();
    for (Query.Parameter parameter : query.parameters()) {
      if (SUB_RESOURCES.contains(parameter.name())) {
        signed.add(parameter);
      }
    }
    signed.sort(Comparator.comparing(Query.Parameter::name));
    char separator = '?';
    for (Query.Parameter parameter : signed) {
      out.append(separator).append(parameter.name());
      if (parameter.valued()) {
        out.append('=');
        out.append(Percent.lenientBytes(parameter.rawValue(), true));
      }
      separator = '&';
    }
  }
}
