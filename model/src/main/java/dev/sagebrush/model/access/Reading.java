package dev.sagebrush.model.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the value of a member becomes part of a resource's name. */
enum Reading {
  /** As it is. */
  PLAIN {
    @Override
    String read(String value) {
      return value;
    }
  },
  /** {@code /bucket/key?versionId=v}, percent-encoded: the bucket and key. */
  OBJECT {
    @Override
    String read(String value) {
      int query = value.indexOf("?versionId=");
      String path = query < 0 ? value : value.substring(0, query);
      String plain = path.startsWith("/") ? path.substring(1) : path;
      return Percent.decoded(plain.replace("+", "%2B"));
    }
  },
  /** An id of a key, its alias or an ARN of either. */
  KEY {
    @Override
    String read(String value) {
      return value.startsWith("alias/") || value.startsWith("arn:") ? value : "key/" + value;
    }
  },
  /** {@code alias/name}: the name. */
  ALIAS {
    @Override
    String read(String value) {
      return value.startsWith("alias/") ? value.substring("alias/".length()) : value;
    }
  },
  /** The alias by which a key is named; nothing when it is named otherwise. */
  ONLYALIAS {
    @Override
    @Nullable String read(String value) {
      int alias = value.indexOf("alias/");
      return alias < 0 ? null : value.substring(alias);
    }
  },
  /** A name that may begin with a slash, and end with a version. */
  NAME {
    @Override
    String read(String value) {
      if (value.startsWith("arn:")) {
        return value;
      }
      String name = value.startsWith("/") ? value.substring(1) : value;
      int version = name.indexOf(':');
      return version < 0 ? name : name.substring(0, version);
    }
  },
  /** A URL: its host and path. */
  HOST {
    @Override
    String read(String value) {
      int scheme = value.indexOf("://");
      return scheme < 0 ? value : value.substring(scheme + 3);
    }
  };

  /** The value as the resource's name has it; null when it does not count. */
  abstract @Nullable String read(String value);

  static Reading named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
