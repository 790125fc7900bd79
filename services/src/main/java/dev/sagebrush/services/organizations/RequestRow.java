package dev.sagebrush.services.organizations;

import dev.sagebrush.model.organizations.CreateAccountStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the creation of an account went.
 *
 * @param account its id, or null when it failed
 * @param failure why it failed, or null
 */
record RequestRow(
    String id, String name, @Nullable String account, @Nullable String failure, Instant time) {

  String state() {
    return failure == null ? "SUCCEEDED" : "FAILED";
  }

  CreateAccountStatus described() {
    return CreateAccountStatus.builder()
        .id(id)
        .accountName(name)
        .accountId(account)
        .state(state())
        .failureReason(failure)
        .requestedTimestamp(time)
        .completedTimestamp(time)
        .build();
  }
}
