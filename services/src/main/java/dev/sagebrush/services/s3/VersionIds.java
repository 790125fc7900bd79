package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.ServiceException;

/**
 * The ids of versions: 32 characters, opaque to clients, of which the first 13 are the version's
 * place among those of its key, so that a version is found by its id without an index.
 */
final class VersionIds {

  private static final int PLACE = 13;
  private static final int LENGTH = 32;
  private static final int RADIX = 36;

  private final Ids ids;

  VersionIds(Ids ids) {
    this.ids = ids;
  }

  /** A new id for a version at a place. */
  String of(long order) {
    String place = Long.toString(order, RADIX);
    return "0".repeat(PLACE - place.length()) + place + ids.alphanumeric(LENGTH - PLACE);
  }

  /**
   * The place of the version of an id.
   *
   * @throws ServiceException {@code InvalidArgument} for what was never an id
   */
  static long order(String id) {
    if (!id.matches("[0-9a-z]{32}")) {
      throw invalid(id);
    }
    try {
      return Long.parseLong(id, 0, PLACE, RADIX);
    } catch (NumberFormatException tooGreat) {
      throw invalid(id);
    }
  }

  private static ServiceException invalid(String id) {
    return Failures.invalidArgument("Invalid version id specified", "versionId", id);
  }
}
