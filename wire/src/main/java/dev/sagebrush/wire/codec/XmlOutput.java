package dev.sagebrush.wire.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A growing XML text. Elements are written whole by their callers; text is escaped here. */
public final class XmlOutput {

  private final StringBuilder out = new StringBuilder(256);
  private boolean open;

  /** The declaration XML begins with. */
  public XmlOutput declaration() {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    return this;
  }

  /** Begins an element. */
  public XmlOutput start(String name) {
    close();
    out.append('<').append(name);
    open = true;
    return this;
  }

  /** An attribute of the element just begun. */
  public XmlOutput attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    escape(value, true);
    out.append('"');
    return this;
  }

  /** Declares a namespace on the element just begun; null for none. */
  public XmlOutput namespace(@Nullable String uri) {
    return uri == null ? this : attribute("xmlns", uri);
  }

  /** Text within the element. */
  public XmlOutput text(String text) {
    close();
    escape(text, false);
    return this;
  }

  /** Ends an element. */
  public XmlOutput end(String name) {
    close();
    out.append("</").append(name).append('>');
    return this;
  }

  /** An element with text. */
  public XmlOutput element(String name, @Nullable String text) {
    start(name);
    if (text != null) {
      text(text);
    }
    return end(name);
  }

  /** Everything written, as UTF-8. */
  public byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void close() {
    if (open) {
      out.append('>');
      open = false;
    }
  }

  private void escape(String text, boolean attribute) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      String escaped = character > '>' && character < 0x7f ? null : escaped(character, attribute);
      if (escaped != null) {
        out.append(text, from, i).append(escaped);
        from = i + 1;
      }
    }
    out.append(text, from, text.length());
  }

  private static @Nullable String escaped(char character, boolean attribute) {
    return switch (character) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> attribute ? "&quot;" : null;
      case '\r' -> "&#xD;";
      case '\n' -> attribute ? "&#xA;" : null;
      case '\t' -> attribute ? "&#x9;" : null;
      case '\u0085' -> "&#x85;";
      case '\u2028' -> "&#x2028;";
      default -> character < ' ' ? "&#x" + Integer.toHexString(character) + ";" : null;
    };
  }
}
