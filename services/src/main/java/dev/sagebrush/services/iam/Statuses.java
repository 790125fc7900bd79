package dev.sagebrush.services.iam;

import java.util.Objects;

/** The two states that a credential can be put into. */
final class Statuses {

  private Statuses() {}

  /**
   * Whether a request makes something active.
   *
   * @throws dev.sagebrush.model.ServiceException {@code ValidationError} for {@code Expired}
   */
  static boolean active(Object status) {
    String word = Objects.toString(status);
    if (word.equals("Expired")) {
      throw Failures.validation("A credential is made Active or Inactive; it expires by itself.");
    }
    return word.equals("Active");
  }

  static String word(boolean active) {
    return active ? "Active" : "Inactive";
  }
}
