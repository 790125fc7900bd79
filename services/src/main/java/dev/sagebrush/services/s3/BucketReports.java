package dev.sagebrush.services.s3;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.AnalyticsConfiguration;
import dev.sagebrush.model.s3.GetBucketAnalyticsConfigurationOutput;
import dev.sagebrush.model.s3.GetBucketInventoryConfigurationOutput;
import dev.sagebrush.model.s3.GetBucketMetricsConfigurationOutput;
import dev.sagebrush.model.s3.InventoryConfiguration;
import dev.sagebrush.model.s3.ListBucketAnalyticsConfigurationsOutput;
import dev.sagebrush.model.s3.ListBucketInventoryConfigurationsOutput;
import dev.sagebrush.model.s3.ListBucketMetricsConfigurationsOutput;
import dev.sagebrush.model.s3.MetricsConfiguration;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.store.Tables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Inventory, metrics and analytics configurations: a bucket has many of each, by their ids. */
final class BucketReports {

  private static final int PAGE = 100;
  private static final int MOST = 1000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final String CODE = "NoSuchConfiguration";
  private static final String MESSAGE = "The specified configuration does not exist.";

  private final Buckets buckets;
  private final ContinuationTokens tokens;
  private final SubResource<InventoryConfiguration> inventories;
  private final SubResource<MetricsConfiguration> metrics;
  private final SubResource<AnalyticsConfiguration> analytics;

  BucketReports(SubResources resources, ContinuationTokens tokens) {
    this.buckets = resources.buckets();
    this.tokens = tokens;
    this.inventories =
        resources.of(
            SubResource.Kind.of(
                "inventory",
                InventoryConfiguration.class,
                () -> InventoryConfiguration.SHAPE,
                CODE,
                MESSAGE));
    this.metrics =
        resources.of(
            SubResource.Kind.of(
                "metrics",
                MetricsConfiguration.class,
                () -> MetricsConfiguration.SHAPE,
                CODE,
                MESSAGE));
    this.analytics =
        resources.of(
            SubResource.Kind.of(
                "analytics",
                AnalyticsConfiguration.class,
                () -> AnalyticsConfiguration.SHAPE,
                CODE,
                MESSAGE));
  }

  void serve(Service.Builder service) {
    serveInventories(service);
    serveMetrics(service);
    serveAnalytics(service);
  }

  private void serveInventories(Service.Builder service) {
    service
        .on(
            S3Api.PUT_BUCKET_INVENTORY_CONFIGURATION,
            r ->
                put(
                    inventories,
                    new Place(r.bucket(), r.expectedBucketOwner(), r.id()),
                    r.inventoryConfiguration()))
        .on(
            S3Api.GET_BUCKET_INVENTORY_CONFIGURATION,
            r ->
                GetBucketInventoryConfigurationOutput.builder()
                    .inventoryConfiguration(
                        inventories.require(r.bucket(), r.expectedBucketOwner(), r.id()))
                    .build())
        .on(
            S3Api.DELETE_BUCKET_INVENTORY_CONFIGURATION,
            r -> inventories.delete(r.bucket(), r.expectedBucketOwner(), r.id()))
        .on(
            S3Api.LIST_BUCKET_INVENTORY_CONFIGURATIONS,
            r -> {
              Page<InventoryConfiguration> page =
                  page(
                      inventories,
                      "inventory",
                      new Place(r.bucket(), r.expectedBucketOwner(), r.continuationToken()));
              return ListBucketInventoryConfigurationsOutput.builder()
                  .inventoryConfigurationList(page.items())
                  .isTruncated(page.next() != null)
                  .continuationToken(r.continuationToken())
                  .nextContinuationToken(page.next())
                  .build();
            });
  }

  private void serveMetrics(Service.Builder service) {
    service
        .on(
            S3Api.PUT_BUCKET_METRICS_CONFIGURATION,
            r ->
                put(
                    metrics,
                    new Place(r.bucket(), r.expectedBucketOwner(), r.id()),
                    r.metricsConfiguration()))
        .on(
            S3Api.GET_BUCKET_METRICS_CONFIGURATION,
            r ->
                GetBucketMetricsConfigurationOutput.builder()
                    .metricsConfiguration(
                        metrics.require(r.bucket(), r.expectedBucketOwner(), r.id()))
                    .build())
        .on(
            S3Api.DELETE_BUCKET_METRICS_CONFIGURATION,
            r -> metrics.delete(r.bucket(), r.expectedBucketOwner(), r.id()))
        .on(
            S3Api.LIST_BUCKET_METRICS_CONFIGURATIONS,
            r -> {
              Page<MetricsConfiguration> page =
                  page(
                      metrics,
                      "metrics",
                      new Place(r.bucket(), r.expectedBucketOwner(), r.continuationToken()));
              return ListBucketMetricsConfigurationsOutput.builder()
                  .metricsConfigurationList(page.items())
                  .isTruncated(page.next() != null)
                  .continuationToken(r.continuationToken())
                  .nextContinuationToken(page.next())
                  .build();
            });
  }

  private void serveAnalytics(Service.Builder service) {
    service
        .on(
            S3Api.PUT_BUCKET_ANALYTICS_CONFIGURATION,
            r ->
                put(
                    analytics,
                    new Place(r.bucket(), r.expectedBucketOwner(), r.id()),
                    r.analyticsConfiguration()))
        .on(
            S3Api.GET_BUCKET_ANALYTICS_CONFIGURATION,
            r ->
                GetBucketAnalyticsConfigurationOutput.builder()
                    .analyticsConfiguration(
                        analytics.require(r.bucket(), r.expectedBucketOwner(), r.id()))
                    .build())
        .on(
            S3Api.DELETE_BUCKET_ANALYTICS_CONFIGURATION,
            r -> analytics.delete(r.bucket(), r.expectedBucketOwner(), r.id()))
        .on(
            S3Api.LIST_BUCKET_ANALYTICS_CONFIGURATIONS,
            r -> {
              Page<AnalyticsConfiguration> page =
                  page(
                      analytics,
                      "analytics",
                      new Place(r.bucket(), r.expectedBucketOwner(), r.continuationToken()));
              return ListBucketAnalyticsConfigurationsOutput.builder()
                  .analyticsConfigurationList(page.items())
                  .isTruncated(page.next() != null)
                  .continuationToken(r.continuationToken())
                  .nextContinuationToken(page.next())
                  .build();
            });
  }

  /** Where a request points: a configuration by its id, or a page by its token. */
  private record Place(String bucket, @Nullable String owner, @Nullable String at) {}

  private record Page<T>(List<T> items, @Nullable String next) {}

  private <T extends Struct> Unit put(
      SubResource<T> configurations, Place place, @Nullable T document) {
    T valid = Documents.valid(document);
    String id = Objects.requireNonNullElse(place.at(), "");
    if (!ID.matcher(id).matches()) {
      throw Failures.invalidArgument("The configuration id is not valid.", "id", id);
    }
    if (!id.equals(Members.text(valid, "Id"))) {
      throw Failures.invalidArgument(
          "The id of the request and that of the configuration differ.", "id", id);
    }
    boolean full =
        configurations.list(place.bucket(), "", MOST).size() == MOST
            && configurations.list(place.bucket(), "", MOST).stream()
                .noneMatch(each -> id.equals(Members.text(each, "Id")));
    if (full) {
      throw ServiceException.of(
          "TooManyConfigurations",
          400,
          "You are attempting to create a new configuration but have already reached the"
              + " 1,000-configuration limit.",
          Map.of("BucketName", place.bucket()));
    }
    return configurations.put(place.bucket(), place.owner(), id, valid);
  }

  private <T extends Struct> Page<T> page(SubResource<T> configurations, String kind, Place place) {
    buckets.require(place.bucket(), place.owner());
    String listing = Tables.key(kind, place.bucket());
    String after = place.at() == null ? "" : tokens.read(listing, place.at());
    List<T> found = configurations.list(place.bucket(), after, PAGE + 1);
    if (found.size() <= PAGE) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, PAGE);
    String last = Objects.requireNonNull(Members.text(items.getLast(), "Id"));
    return new Page<>(items, tokens.of(listing, last));
  }
}
