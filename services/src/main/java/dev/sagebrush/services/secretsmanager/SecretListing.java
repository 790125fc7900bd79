package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.secretsmanager.DescribeSecretRequest;
import dev.sagebrush.model.secretsmanager.DescribeSecretResponse;
import dev.sagebrush.model.secretsmanager.Filter;
import dev.sagebrush.model.secretsmanager.InvalidNextTokenException;
import dev.sagebrush.model.secretsmanager.ListSecretVersionIdsRequest;
import dev.sagebrush.model.secretsmanager.ListSecretVersionIdsResponse;
import dev.sagebrush.model.secretsmanager.ListSecretsRequest;
import dev.sagebrush.model.secretsmanager.ListSecretsResponse;
import dev.sagebrush.model.secretsmanager.RotationRulesType;
import dev.sagebrush.model.secretsmanager.SecretListEntry;
import dev.sagebrush.model.secretsmanager.SecretVersionsListEntry;
import dev.sagebrush.model.secretsmanager.Tag;
import dev.sagebrush.store.View;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Secrets, shown and listed. */
final class SecretListing {

  private static final int PAGE = 100;

  private final Shelf shelf;
  private final PageTokens tokens;

  SecretListing(Shelf shelf, PageTokens tokens) {
    this.shelf = shelf;
    this.tokens = tokens;
  }

  /**
   * A page of names.
   *
   * @param next the token of the next, or null at the end
   */
  record Page(List<String> names, @Nullable String next) {}

  DescribeSecretResponse describe(DescribeSecretRequest request) {
    return shelf
        .tables()
        .read(view -> {
          SecretRow row = shelf.any(view, request.secretId());
          RotationRow rotation = row.rotation();
          return DescribeSecretResponse.builder()
              .arn(row.arn())
              .name(row.name())
              .description(row.description())
              .kmsKeyId(row.kmsKey())
              .createdDate(row.created())
              .lastChangedDate(row.changed())
              .lastAccessedDate(row.accessed())
              .deletedDate(row.deleted())
              .tags(tags(row))
              .versionIdsToStages(stages(view, row))
              .rotationEnabled(rotation == null ? null : rotation.enabled())
              .rotationLambdaARN(rotation == null ? null : rotation.function())
              .rotationRules(rules(rotation))
              .lastRotatedDate(rotation == null ? null : rotation.last())
              .nextRotationDate(rotation == null ? null : rotation.next())
              .build();
        });
  }

  private static List<Tag> tags(SecretRow row) {
    return row.tags().entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static @Nullable RotationRulesType rules(@Nullable RotationRow rotation) {
    return rotation == null
        ? null
        : RotationRulesType.builder()
            .automaticallyAfterDays(rotation.days())
            .scheduleExpression(rotation.expression())
            .duration(rotation.window())
            .build();
  }

  private Map<String, List<String>> stages(View view, SecretRow row) {
    Map<String, List<String>> stages = new TreeMap<>();
    for (VersionRow version : shelf.versions(view, row)) {
      if (!version.stages().isEmpty()) {
        stages.put(version.id(), version.stages());
      }
    }
    return stages;
  }

  ListSecretsResponse list(ListSecretsRequest request) {
    boolean ending = Boolean.TRUE.equals(request.includePlannedDeletion());
    Comparator<SecretRow> order = order(request.sortBy());
    List<SecretRow> rows =
        shelf.tables().read(shelf::all).stream()
            .filter(row -> ending || row.deleted() == null)
            .filter(row -> SecretFilter.passes(row, request.filters()))
            .sorted("asc".equals(request.sortOrder()) ? order : order.reversed())
            .toList();
    String query =
        String.join(
            "\u0000",
            "secrets",
            ending + "",
            request.filters() + "",
            request.sortBy() + "",
            request.sortOrder() + "");
    Cut<SecretRow> cut =
        cut(rows, SecretRow::name, query, request.maxResults(), PAGE, request.nextToken());
    return ListSecretsResponse.builder()
        .secretList(
            shelf.tables().read(view -> cut.items.stream().map(row -> entry(view, row)).toList()))
        .nextToken(cut.next)
        .build();
  }

  /** Of equal moments the name decides, so that pages go on where they ended. */
  private static Comparator<SecretRow> order(@Nullable String by) {
    Comparator<SecretRow> name = Comparator.comparing(SecretRow::name);
    Function<SecretRow, Instant> moment =
        switch (by == null ? "created-date" : by) {
          case "name" -> row -> Instant.EPOCH;
          case "last-changed-date" -> SecretRow::changed;
          case "last-accessed-date" ->
              row -> {
                Instant accessed = row.accessed();
                return accessed == null ? Instant.EPOCH : accessed;
              };
          default -> SecretRow::created;
        };
    return Comparator.comparing(moment).thenComparing(name);
  }

  private SecretListEntry entry(View view, SecretRow row) {
    RotationRow rotation = row.rotation();
    return SecretListEntry.builder()
        .arn(row.arn())
        .name(row.name())
        .description(row.description())
        .kmsKeyId(row.kmsKey())
        .createdDate(row.created())
        .lastChangedDate(row.changed())
        .lastAccessedDate(row.accessed())
        .deletedDate(row.deleted())
        .tags(tags(row))
        .secretVersionsToStages(stages(view, row))
        .rotationEnabled(rotation == null ? null : rotation.enabled())
        .rotationLambdaARN(rotation == null ? null : rotation.function())
        .rotationRules(rules(rotation))
        .lastRotatedDate(rotation == null ? null : rotation.last())
        .nextRotationDate(rotation == null ? null : rotation.next())
        .build();
  }

  /** The names of the secrets that pass filters, in pages. */
  Page names(
      @Nullable List<Filter> filters, @Nullable Integer limit, int most, @Nullable String token) {
    List<SecretRow> rows =
        shelf.tables().read(shelf::all).stream()
            .filter(row -> row.deleted() == null && SecretFilter.passes(row, filters))
            .toList();
    Cut<SecretRow> cut = cut(rows, SecretRow::name, "batch/" + filters, limit, most, token);
    return new Page(cut.items.stream().map(SecretRow::name).toList(), cut.next);
  }

  ListSecretVersionIdsResponse versions(ListSecretVersionIdsRequest request) {
    boolean deprecated = Boolean.TRUE.equals(request.includeDeprecated());
    return shelf
        .tables()
        .read(view -> {
          SecretRow secret = shelf.any(view, request.secretId());
          List<VersionRow> rows =
              shelf.versions(view, secret).stream()
                  .filter(row -> deprecated || !row.stages().isEmpty())
                  .toList();
          Cut<VersionRow> cut =
              cut(
                  rows,
                  VersionRow::id,
                  "versions/" + secret.arn() + deprecated,
                  request.maxResults(),
                  PAGE,
                  request.nextToken());
          return ListSecretVersionIdsResponse.builder()
              .arn(secret.arn())
              .name(secret.name())
              .versions(cut.items.stream().map(SecretListing::version).toList())
              .nextToken(cut.next)
              .build();
        });
  }

  private static SecretVersionsListEntry version(VersionRow row) {
    return SecretVersionsListEntry.builder()
        .versionId(row.id())
        .versionStages(row.stages().isEmpty() ? null : row.stages())
        .createdDate(row.created())
        .lastAccessedDate(row.accessed())
        .kmsKeyIds(row.kmsKey() == null ? null : List.of(row.kmsKey()))
        .build();
  }

  private record Cut<T>(List<T> items, @Nullable String next) {}

  private <T> Cut<T> cut(
      List<T> all,
      Function<T, String> name,
      String listing,
      @Nullable Integer limit,
      int most,
      @Nullable String token) {
    Call call = Call.current();
    String query = String.join("\u0000", "secretsmanager", call.account(), call.region(), listing);
    int from = 0;
    if (token != null) {
      String last = resume(query, token);
      while (from < all.size() && !name.apply(all.get(from)).equals(last)) {
        from++;
      }
      from++;
    }
    int to = Math.min(all.size(), from + (limit == null ? most : limit));
    List<T> items = from >= to ? List.of() : all.subList(from, to);
    boolean more = to < all.size() && !items.isEmpty();
    return new Cut<>(items, more ? tokens.issue(query, name.apply(items.getLast())) : null);
  }

  private String resume(String query, String token) {
    try {
      return tokens.resume(query, token);
    } catch (InvalidPageTokenException e) {
      ServiceException invalid =
          InvalidNextTokenException.because("The NextToken value is invalid.");
      invalid.initCause(e);
      throw invalid;
    }
  }
}
