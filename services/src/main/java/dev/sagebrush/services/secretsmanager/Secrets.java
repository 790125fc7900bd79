package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.InvalidTagsException;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.secretsmanager.CreateSecretRequest;
import dev.sagebrush.model.secretsmanager.CreateSecretResponse;
import dev.sagebrush.model.secretsmanager.DeleteSecretRequest;
import dev.sagebrush.model.secretsmanager.DeleteSecretResponse;
import dev.sagebrush.model.secretsmanager.ResourceExistsException;
import dev.sagebrush.model.secretsmanager.RestoreSecretRequest;
import dev.sagebrush.model.secretsmanager.RestoreSecretResponse;
import dev.sagebrush.model.secretsmanager.Tag;
import dev.sagebrush.model.secretsmanager.TagResourceRequest;
import dev.sagebrush.model.secretsmanager.UntagResourceRequest;
import dev.sagebrush.model.secretsmanager.UpdateSecretRequest;
import dev.sagebrush.model.secretsmanager.UpdateSecretResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Secrets: made, changed, tagged, deleted and restored. */
final class Secrets {

  private static final int SHORTEST = 7;
  private static final int LONGEST = 30;

  private final Shelf shelf;
  private final Versions versions;
  private final Clock clock;
  private final Ids ids;

  Secrets(Shelf shelf, Versions versions, Clock clock, Ids ids) {
    this.shelf = shelf;
    this.versions = versions;
    this.clock = clock;
    this.ids = ids;
  }

  private Instant now() {
    return clock.now().truncatedTo(ChronoUnit.MILLIS);
  }

  CreateSecretResponse create(CreateSecretRequest request) {
    if (request.addReplicaRegions() != null || request.type() != null) {
      throw ServiceException.notImplemented("A secret with replicas or of a managed type");
    }
    Instant now = now();
    Call call = Call.current();
    SecretRow asked =
        new SecretRow(
            call.account(),
            call.region(),
            checked(request.name()),
            ids.alphanumeric(6),
            request.description(),
            request.kmsKeyId(),
            tags(request.tags()),
            now,
            now,
            null,
            null,
            null,
            null,
            null);
    byte[] value = Vault.given(request.secretString(), request.secretBinary());
    String id = request.clientRequestToken() == null ? ids.uuid() : request.clientRequestToken();
    SecretRow present = shelf.tables().read(view -> shelf.find(view, asked.name()));
    if (present != null && repeated(present, id, value)) {
      return answer(present, id);
    }
    VersionRow version =
        value == null ? null : versions.made(asked, id, request.secretString(), value);
    SecretRow made =
        shelf
            .tables()
            .write(transaction -> {
              SecretRow old = shelf.find(transaction, asked.name());
              if (old != null) {
                throw exists(old);
              }
              shelf.put(transaction, asked);
              if (version != null) {
                versions.add(transaction, asked, version, List.of(Versions.CURRENT));
              }
              return asked;
            });
    return answer(made, version == null ? null : id);
  }

  private static CreateSecretResponse answer(SecretRow secret, @Nullable String version) {
    return CreateSecretResponse.builder()
        .arn(secret.arn())
        .name(secret.name())
        .versionId(version)
        .build();
  }

  private boolean repeated(SecretRow present, String id, byte @Nullable [] value) {
    VersionRow version = shelf.tables().read(view -> shelf.version(view, present, id));
    if (present.deleted() == null && value != null && version != null) {
      return versions.repeated(present, version, value);
    }
    throw exists(present);
  }

  private static ServiceException exists(SecretRow present) {
    return present.deleted() == null
        ? ResourceExistsException.because(
            "The operation failed because the secret " + present.name() + " already exists.")
        : Failures.request(
            "You can't create this secret because a secret with this name is already scheduled for"
                + " deletion.");
  }

  private static String checked(String name) {
    if (!name.matches("[\\w/+=.@!-]{1,512}")) {
      throw Failures.parameter(
          "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
              + " following: -/_+=.@!");
    }
    return name;
  }

  private static Map<String, String> tags(@Nullable List<Tag> tags) {
    return rules(() -> Tags.of(tags == null ? List.<Tag>of() : tags, Tag::key, Tag::value));
  }

  private static Map<String, String> rules(Supplier<Map<String, String>> work) {
    try {
      return work.get();
    } catch (InvalidTagsException e) {
      ServiceException refusal = Failures.parameter(String.valueOf(e.getMessage()));
      refusal.initCause(e);
      throw refusal;
    }
  }

  UpdateSecretResponse update(UpdateSecretRequest request) {
    if (request.type() != null) {
      throw ServiceException.notImplemented("A secret of a managed type");
    }
    SecretRow found = shelf.tables().read(view -> shelf.require(view, request.secretId()));
    byte[] value = Vault.given(request.secretString(), request.secretBinary());
    String id = request.clientRequestToken() == null ? ids.uuid() : request.clientRequestToken();
    SecretRow described = described(found, request);
    VersionRow present = shelf.tables().read(view -> shelf.version(view, found, id));
    boolean stored = value == null || versions.repeated(found, present, value);
    VersionRow version =
        stored || value == null
            ? null
            : versions.made(described, id, request.secretString(), value);
    shelf
        .tables()
        .write(transaction -> {
          SecretRow changed = described(shelf.require(transaction, request.secretId()), request);
          shelf.put(transaction, changed);
          return version == null
              ? null
              : versions.add(transaction, changed, version, List.of(Versions.CURRENT));
        });
    return UpdateSecretResponse.builder()
        .arn(found.arn())
        .name(found.name())
        .versionId(value == null ? null : id)
        .build();
  }

  private SecretRow described(SecretRow row, UpdateSecretRequest request) {
    return row.described(
        request.description() == null ? row.description() : request.description(),
        request.kmsKeyId() == null ? row.kmsKey() : request.kmsKeyId(),
        now());
  }

  DeleteSecretResponse delete(DeleteSecretRequest request) {
    boolean force = Boolean.TRUE.equals(request.forceDeleteWithoutRecovery());
    Long window = request.recoveryWindowInDays();
    if (force && window != null) {
      throw Failures.parameter(
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    if (window != null && (window < SHORTEST || window > LONGEST)) {
      throw Failures.parameter(
          "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    Instant now = now();
    Instant end = force ? now : now.plus(Duration.ofDays(window == null ? LONGEST : window));
    SecretRow deleted =
        shelf
            .tables()
            .write(transaction -> {
              SecretRow row =
                  force
                      ? shelf.any(transaction, request.secretId())
                      : shelf.require(transaction, request.secretId());
              if (force) {
                shelf.delete(transaction, row);
              } else {
                shelf.put(transaction, row.ending(now, end));
              }
              return row;
            });
    return DeleteSecretResponse.builder()
        .arn(deleted.arn())
        .name(deleted.name())
        .deletionDate(end)
        .build();
  }

  RestoreSecretResponse restore(RestoreSecretRequest request) {
    SecretRow restored =
        shelf
            .tables()
            .write(transaction -> {
              SecretRow row = shelf.any(transaction, request.secretId()).ending(null, null);
              shelf.put(transaction, row);
              return row;
            });
    return RestoreSecretResponse.builder().arn(restored.arn()).name(restored.name()).build();
  }

  Unit tag(TagResourceRequest request) {
    Map<String, String> added = tags(request.tags());
    shelf
        .tables()
        .write(transaction -> {
          SecretRow row = shelf.require(transaction, request.secretId());
          SecretRow tagged = row.tagged(rules(() -> Tags.merge(row.tags(), added)), now());
          shelf.put(transaction, tagged);
          return tagged;
        });
    return Unit.VALUE;
  }

  Unit untag(UntagResourceRequest request) {
    shelf
        .tables()
        .write(transaction -> {
          SecretRow row = shelf.require(transaction, request.secretId());
          SecretRow rest = row.tagged(Tags.without(row.tags(), request.tagKeys()), now());
          shelf.put(transaction, rest);
          return rest;
        });
    return Unit.VALUE;
  }
}
