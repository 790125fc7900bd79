package dev.sagebrush.wire.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What HTTP/1.1 and HTTP/2 request heads have in common. */
final class Heads {

  private Heads() {}

  /** A head that is answered by the server itself. */
  static final class BadHeadException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    BadHeadException(int status, String message) {
      super(message, null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /**
   * A request target taken apart.
   *
   * @param authority of a target in absolute form, else null
   */
  record Target(@Nullable String authority, String rawPath, String rawQuery) {}

  /** Takes a target in origin or absolute form apart; nothing is decoded. */
  static Target target(String raw) throws BadHeadException {
    String rest = raw;
    String authority = null;
    if (!raw.startsWith("/")) {
      int scheme = raw.indexOf("://");
      String name = scheme < 0 ? "" : raw.substring(0, scheme).toLowerCase(Locale.ROOT);
      if (!name.equals("http") && !name.equals("https")) {
        throw new BadHeadException(400, "the request target is neither a path nor a URL");
      }
      int end = scheme + 3;
      while (end < raw.length() && "/?#".indexOf(raw.charAt(end)) < 0) {
        end++;
      }
      authority = raw.substring(scheme + 3, end);
      rest = raw.substring(end);
      if (!rest.startsWith("/")) {
        rest = "/" + rest;
      }
    }
    int question = rest.indexOf('?');
    return question < 0
        ? new Target(authority, rest, "")
        : new Target(authority, rest.substring(0, question), rest.substring(question + 1));
  }

  /** Methods are compared with case; AWS uses upper-case letters only. */
  static void checkMethod(String method) throws BadHeadException {
    for (int i = 0; i < method.length(); i++) {
      if (method.charAt(i) < 'A' || method.charAt(i) > 'Z') {
        throw new BadHeadException(400, "no such method");
      }
    }
    if (method.isEmpty() || method.equals("CONNECT") || method.equals("TRACE")) {
      throw new BadHeadException(405, "this method is not served");
    }
  }
}
