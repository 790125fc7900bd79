package dev.sagebrush.server;

import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.model.Service;
import dev.sagebrush.services.s3.S3;
import java.util.List;

/** The one list of what exists. */
final class Catalog {

  private Catalog() {}

  /** Every service, the likelier first where two could claim a request. */
  static List<Service> services(Rooms rooms) {
    return List.of(
        S3.service(
            rooms.tables(),
            rooms.blobs(),
            rooms.clock(),
            rooms.tokens(),
            rooms.ids(),
            rooms.jobs()));
  }

  /** The keys that were created. */
  static Credentials credentials(Rooms rooms) {
    return accessKeyId -> null;
  }
}
