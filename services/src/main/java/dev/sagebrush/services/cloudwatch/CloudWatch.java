package dev.sagebrush.services.cloudwatch;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.cloudwatch.CloudWatchApi;
import dev.sagebrush.store.Series;

/** Amazon CloudWatch. */
public final class CloudWatch {

  private CloudWatch() {}

  /**
   * The operations of CloudWatch that are served.
   *
   * @param series where data go
   * @param clock what the time is
   * @param tokens of listings that go on
   */
  public static Service service(Series series, Clock clock, PageTokens tokens) {
    MetricWrites writes = new MetricWrites(series, clock);
    MetricStatistics statistics = new MetricStatistics(series, clock);
    MetricListing listing = new MetricListing(series, clock, tokens);
    MetricData data = new MetricData(series, clock, tokens);
    return Service.of(CloudWatchApi.API)
        .on(CloudWatchApi.PUT_METRIC_DATA, writes::put)
        .on(CloudWatchApi.GET_METRIC_STATISTICS, statistics::get)
        .on(CloudWatchApi.GET_METRIC_DATA, data::get)
        .on(CloudWatchApi.LIST_METRICS, listing::list)
        .build();
  }
}
