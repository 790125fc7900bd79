package dev.sagebrush.wire.http;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per request, at debug, on the logger {@code dev.sagebrush.access}. Of the query only the
 * names are written, and the values of a few parameters that cannot hold a secret: presigned
 * requests carry their signature and session token there.
 */
final class AccessLog {

  private static final Logger LOG = LoggerFactory.getLogger("dev.sagebrush.access");
  private static final Set<String> OPEN =
      Set.of("Action", "Version", "list-type", "max-keys", "partNumber", "part-number-marker");

  private AccessLog() {}

  static void write(
      HttpRequest request, String protocol, int status, long in, long out, long nanos) {
    if (!LOG.isDebugEnabled()) {
      return;
    }
    LOG.atDebug()
        .addKeyValue("request", request.id())
        .addKeyValue("remote", request.remote())
        .addKeyValue("method", request.method())
        .addKeyValue("path", printable(request.rawPath()))
        .addKeyValue("query", redacted(request.rawQuery()))
        .addKeyValue("protocol", protocol)
        .addKeyValue("tls", request.secure())
        .addKeyValue("status", status)
        .addKeyValue("in", in)
        .addKeyValue("out", out)
        .addKeyValue("micros", nanos / 1000)
        .log("request");
  }

  /** A query with the values taken out that may be secret. */
  static String redacted(String rawQuery) {
    if (rawQuery.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(rawQuery.length());
    for (String pair : rawQuery.split("&", -1)) {
      if (!text.isEmpty()) {
        text.append('&');
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      text.append(printable(name));
      if (equals >= 0) {
        text.append('=').append(OPEN.contains(name) ? printable(pair.substring(equals + 1)) : "*");
      }
    }
    return text.toString();
  }

  /** Text that cannot forge a line of the log. */
  private static String printable(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) < ' ' || raw.charAt(i) == 0x7f) {
        return raw.replaceAll("[\\x00-\\x1f\\x7f]", "?");
      }
    }
    return raw;
  }
}
