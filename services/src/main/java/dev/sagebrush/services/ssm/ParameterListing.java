package dev.sagebrush.services.ssm;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.ssm.DescribeParametersRequest;
import dev.sagebrush.model.ssm.DescribeParametersResult;
import dev.sagebrush.model.ssm.GetParameterHistoryRequest;
import dev.sagebrush.model.ssm.GetParameterHistoryResult;
import dev.sagebrush.model.ssm.ParameterHistory;
import dev.sagebrush.model.ssm.ParameterMetadata;
import dev.sagebrush.model.ssm.ParameterStringFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parameters listed without their values, and one with all its versions. */
final class ParameterListing {

  private static final int PAGE = 50;

  private final Shelf shelf;
  private final SecureStrings secure;
  private final Pages pages;

  ParameterListing(Shelf shelf, SecureStrings secure, Pages pages) {
    this.shelf = shelf;
    this.secure = secure;
    this.pages = pages;
  }

  DescribeParametersResult describe(DescribeParametersRequest request) {
    if (Boolean.TRUE.equals(request.shared())) {
      throw ServiceException.notImplemented("Sharing parameters between accounts");
    }
    List<ParameterStringFilter> filters = filters(request);
    ParameterFilter filter = ParameterFilter.of(filters, null);
    List<ParameterMetadata> found =
        shelf
            .tables()
            .read(view -> {
              List<ParameterMetadata> all = new ArrayList<>();
              for (ParameterRow row : shelf.beginning(view, "")) {
                VersionRow latest = shelf.latest(view, row);
                if (filter.passes(row, latest)) {
                  all.add(metadata(row, latest));
                }
              }
              return all;
            });
    Pages.Page<ParameterMetadata> page =
        pages.of(
            found,
            ParameterMetadata::name,
            new Pages.Request(
                "describe/" + filters, request.nextToken(), request.maxResults(), PAGE));
    return DescribeParametersResult.builder()
        .parameters(page.items())
        .nextToken(page.next())
        .build();
  }

  /** Both kinds of filter as one; the older compares names by their beginnings. */
  private static List<ParameterStringFilter> filters(DescribeParametersRequest request) {
    List<ParameterStringFilter> all = new ArrayList<>();
    if (request.filters() != null && request.parameterFilters() != null) {
      throw Failures.validation("You can use either Filters or ParameterFilters in one request.");
    }
    if (request.parameterFilters() != null) {
      all.addAll(request.parameterFilters());
    }
    if (request.filters() != null) {
      request
          .filters()
          .forEach(filter ->
              all.add(
                  ParameterStringFilter.builder()
                      .key(filter.key())
                      .option("BeginsWith")
                      .values(filter.values())
                      .build()));
    }
    return all;
  }

  private static ParameterMetadata metadata(ParameterRow row, VersionRow version) {
    return ParameterMetadata.builder()
        .name(row.name())
        .arn(row.arn())
        .type(version.type())
        .keyId(version.key())
        .version(version.version())
        .tier(version.tier())
        .dataType(version.dataType())
        .description(version.description())
        .allowedPattern(version.pattern())
        .policies(ParameterPolicies.of(version.policies()).shown())
        .lastModifiedDate(version.modified())
        .lastModifiedUser(version.user())
        .build();
  }

  GetParameterHistoryResult history(GetParameterHistoryRequest request) {
    boolean decrypt = Boolean.TRUE.equals(request.withDecryption());
    ParameterRow row = shelf.tables().read(view -> shelf.require(view, request.name()));
    List<VersionRow> versions = shelf.tables().read(view -> shelf.versions(view, row));
    Pages.Page<VersionRow> page =
        pages.of(
            versions,
            version -> String.format(Locale.ROOT, "%012d", version.version()),
            new Pages.Request(
                "history/" + row.name(), request.nextToken(), request.maxResults(), PAGE));
    return GetParameterHistoryResult.builder()
        .parameters(page.items().stream().map(version -> entry(row, version, decrypt)).toList())
        .nextToken(page.next())
        .build();
  }

  private ParameterHistory entry(ParameterRow row, VersionRow version, boolean decrypt) {
    boolean clear = decrypt && version.secure();
    return ParameterHistory.builder()
        .name(row.name())
        .type(version.type())
        .keyId(version.key())
        .value(clear ? secure.unlock(row, version) : version.value())
        .version(version.version())
        .labels(version.labels())
        .tier(version.tier())
        .dataType(version.dataType())
        .description(version.description())
        .allowedPattern(version.pattern())
        .policies(ParameterPolicies.of(version.policies()).shown())
        .lastModifiedDate(version.modified())
        .lastModifiedUser(version.user())
        .build();
  }
}
