package dev.sagebrush.model;

import org.jspecify.annotations.Nullable;

/**
 * An XML namespace an element declares.
 *
 * @param prefix null for the default namespace
 */
public record XmlNamespace(String uri, @Nullable String prefix) {

  static @Nullable XmlNamespace of(Facts facts) {
    if (facts.value("xmlNamespace") instanceof String uri) {
      return new XmlNamespace(uri, null);
    }
    Facts namespace = facts.object("xmlNamespace");
    String uri = namespace.text("uri");
    return uri == null ? null : new XmlNamespace(uri, namespace.text("prefix"));
  }
}
