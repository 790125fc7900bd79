package dev.sagebrush.services.iam;

import java.util.Locale;

/** Somebody who has policies. */
record Owner(Kind kind, String account, String id, String name) {

  /** The kinds, with how many characters all inline policies of one may have. */
  enum Kind {
    USER(2048),
    GROUP(5120),
    ROLE(10_240);

    private final int inlineSize;

    Kind(int inlineSize) {
      this.inlineSize = inlineSize;
    }

    int inlineSize() {
      return inlineSize;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
