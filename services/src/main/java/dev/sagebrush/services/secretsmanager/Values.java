package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.secretsmanager.APIErrorType;
import dev.sagebrush.model.secretsmanager.BatchGetSecretValueRequest;
import dev.sagebrush.model.secretsmanager.BatchGetSecretValueResponse;
import dev.sagebrush.model.secretsmanager.GetSecretValueRequest;
import dev.sagebrush.model.secretsmanager.GetSecretValueResponse;
import dev.sagebrush.model.secretsmanager.PutSecretValueRequest;
import dev.sagebrush.model.secretsmanager.PutSecretValueResponse;
import dev.sagebrush.model.secretsmanager.SecretValueEntry;
import dev.sagebrush.model.secretsmanager.UpdateSecretVersionStageRequest;
import dev.sagebrush.model.secretsmanager.UpdateSecretVersionStageResponse;
import dev.sagebrush.store.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of secrets: put, read, relabelled. */
final class Values {

  private static final int BATCH = 20;

  private final Shelf shelf;
  private final Versions versions;
  private final Vault vault;
  private final SecretListing listing;
  private final Clock clock;
  private final Ids ids;

  Values(Shelf shelf, Versions versions, Vault vault, SecretListing listing, Clock clock, Ids ids) {
    this.shelf = shelf;
    this.versions = versions;
    this.vault = vault;
    this.listing = listing;
    this.clock = clock;
    this.ids = ids;
  }

  PutSecretValueResponse put(PutSecretValueRequest request) {
    if (request.rotationToken() != null) {
      throw ServiceException.notImplemented("PutSecretValue with RotationToken");
    }
    byte[] value = Vault.given(request.secretString(), request.secretBinary());
    if (value == null) {
      throw Failures.request("You must provide either SecretString or SecretBinary.");
    }
    String id = request.clientRequestToken() == null ? ids.uuid() : request.clientRequestToken();
    List<String> stages =
        request.versionStages() == null ? List.of(Versions.CURRENT) : request.versionStages();
    SecretRow found = shelf.tables().read(view -> shelf.require(view, request.secretId()));
    VersionRow present = shelf.tables().read(view -> shelf.version(view, found, id));
    VersionRow stored =
        versions.repeated(found, present, value)
            ? present
            : add(request, id, stages, versions.made(found, id, request.secretString(), value));
    return PutSecretValueResponse.builder()
        .arn(found.arn())
        .name(found.name())
        .versionId(id)
        .versionStages(stored == null ? stages : stored.stages())
        .build();
  }

  private VersionRow add(
      PutSecretValueRequest request, String id, List<String> stages, VersionRow version) {
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    return shelf
        .tables()
        .write(transaction -> {
          SecretRow secret = shelf.require(transaction, request.secretId());
          VersionRow present = shelf.version(transaction, secret, id);
          if (present != null && present.envelope() != null) {
            return present;
          }
          SecretRow changed = secret.changed(now);
          shelf.put(transaction, changed);
          return versions.add(transaction, changed, version, stages);
        });
  }

  /** A version of a secret, found. */
  private record Found(SecretRow secret, VersionRow version) {}

  private Found find(View view, String id, @Nullable String version, @Nullable String stage) {
    SecretRow secret = shelf.require(view, id);
    String label = stage == null && version == null ? Versions.CURRENT : stage;
    if (version != null) {
      VersionRow row = shelf.version(view, secret, version);
      if (row == null || row.envelope() == null) {
        throw Failures.noValue("VersionId: " + version);
      }
      if (label != null && !row.stages().contains(label)) {
        throw Failures.request(
            "You provided a VersionStage that is not associated to the provided VersionId.");
      }
      return new Found(secret, row);
    }
    return shelf.versions(view, secret).stream()
        .filter(row -> row.envelope() != null && row.stages().contains(label))
        .findFirst()
        .map(row -> new Found(secret, row))
        .orElseThrow(() -> Failures.noValue("staging label: " + label));
  }

  GetSecretValueResponse get(GetSecretValueRequest request) {
    SecretValueEntry entry = read(request.secretId(), request.versionId(), request.versionStage());
    return GetSecretValueResponse.builder()
        .arn(entry.arn())
        .name(entry.name())
        .versionId(entry.versionId())
        .secretString(entry.secretString())
        .secretBinary(entry.secretBinary())
        .versionStages(entry.versionStages())
        .createdDate(entry.createdDate())
        .build();
  }

  private SecretValueEntry read(String id, @Nullable String versionId, @Nullable String stage) {
    Found found = shelf.tables().read(view -> find(view, id, versionId, stage));
    byte[] value = vault.unlock(found.secret, found.version);
    accessed(found);
    VersionRow version = found.version;
    return SecretValueEntry.builder()
        .arn(found.secret.arn())
        .name(found.secret.name())
        .versionId(version.id())
        .secretString(version.text() ? new String(value, StandardCharsets.UTF_8) : null)
        .secretBinary(version.text() ? null : value)
        .versionStages(version.stages())
        .createdDate(version.created())
        .build();
  }

  /** Notes the day, once a day. */
  private void accessed(Found found) {
    Instant day = clock.now().truncatedTo(ChronoUnit.DAYS);
    if (day.equals(found.secret.accessed()) && day.equals(found.version.accessed())) {
      return;
    }
    shelf
        .tables()
        .write(transaction -> {
          SecretRow secret = shelf.find(transaction, found.secret.arn());
          VersionRow version =
              secret == null ? null : shelf.version(transaction, secret, found.version.id());
          if (secret != null && version != null) {
            shelf.put(transaction, secret.accessed(day));
            shelf.put(transaction, secret, version.accessed(day));
          }
          return version;
        });
  }

  BatchGetSecretValueResponse batch(BatchGetSecretValueRequest request) {
    List<String> named = request.secretIdList();
    if ((named == null) == (request.filters() == null)) {
      throw Failures.parameter(
          "Either 'SecretIdList' or 'Filters' must be provided, but not both.");
    }
    SecretListing.Page page =
        named != null
            ? new SecretListing.Page(named, null)
            : listing.names(request.filters(), request.maxResults(), BATCH, request.nextToken());
    List<SecretValueEntry> values = new ArrayList<>();
    List<APIErrorType> errors = new ArrayList<>();
    for (String id : page.names()) {
      try {
        values.add(read(id, null, null));
      } catch (ServiceException e) {
        errors.add(
            APIErrorType.builder()
                .secretId(id)
                .errorCode(e.code())
                .message(e.getMessage())
                .build());
      }
    }
    return BatchGetSecretValueResponse.builder()
        .secretValues(values)
        .errors(errors)
        .nextToken(page.next())
        .build();
  }

  UpdateSecretVersionStageResponse restage(UpdateSecretVersionStageRequest request) {
    String stage = request.versionStage();
    String to = request.moveToVersionId();
    String from = request.removeFromVersionId();
    SecretRow changed =
        shelf
            .tables()
            .write(transaction -> {
              SecretRow secret = shelf.require(transaction, request.secretId());
              String holder =
                  shelf.versions(transaction, secret).stream()
                      .filter(row -> row.stages().contains(stage))
                      .map(VersionRow::id)
                      .findFirst()
                      .orElse(null);
              checkMove(stage, holder, from, to);
              if (to != null && shelf.version(transaction, secret, to) == null) {
                throw Failures.noValue("VersionId: " + to);
              }
              versions.move(transaction, secret, stage, to);
              SecretRow row = secret.changed(clock.now().truncatedTo(ChronoUnit.MILLIS));
              shelf.put(transaction, row);
              return row;
            });
    return UpdateSecretVersionStageResponse.builder()
        .arn(changed.arn())
        .name(changed.name())
        .build();
  }

  private static void checkMove(
      String stage, @Nullable String holder, @Nullable String from, @Nullable String to) {
    if (to == null && from == null) {
      throw Failures.parameter("Specify MoveToVersionId, RemoveFromVersionId or both.");
    }
    if (to == null && stage.equals(Versions.CURRENT)) {
      throw Failures.parameter(
          "You can only move staging label AWSCURRENT to a different secret version. It can't be"
              + " completely removed.");
    }
    if (from != null && !Objects.equals(from, holder)) {
      throw Failures.parameter(
          "The staging label " + stage + " is not attached to version " + from + ".");
    }
    if (holder != null && from == null && !holder.equals(to)) {
      throw Failures.parameter(
          "The parameter RemoveFromVersionId can't be empty. Staging label "
              + stage
              + " is currently attached to version "
              + holder
              + ", so you must explicitly reference that version in RemoveFromVersionId.");
    }
  }
}
