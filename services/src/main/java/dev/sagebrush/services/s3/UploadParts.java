package dev.sagebrush.services.s3;

/** The parts of uploads. */
final class UploadParts {

  /** The greatest part number, and the most parts of an object. */
  static final int MOST = 10_000;

  private UploadParts() {}
}
