package dev.sagebrush.learn;

import java.util.Locale;

/** The part a data set plays. */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST;

  /** train, validation, test. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
