package dev.sagebrush.services.iam;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential of a user for one service.
 *
 * @param user the user's id
 * @param service for example {@code codecommit.amazonaws.com}
 * @param name what the user is called there
 * @param secret sealed for the id
 * @param expires or null
 */
record ServiceKeyRow(
    String id,
    String user,
    String service,
    String name,
    String secret,
    boolean active,
    Instant created,
    @Nullable Instant expires) {

  ServiceKeyRow withActive(boolean on) {
    return new ServiceKeyRow(id, user, service, name, secret, on, created, expires);
  }

  ServiceKeyRow withSecret(String sealed) {
    return new ServiceKeyRow(id, user, service, name, sealed, active, created, expires);
  }
}
