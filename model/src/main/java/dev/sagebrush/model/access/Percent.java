package dev.sagebrush.model.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-decoding that leaves alone what is not encoded. */
final class Percent {

  private Percent() {}

  /** As in a query: a plus is a space. */
  static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
