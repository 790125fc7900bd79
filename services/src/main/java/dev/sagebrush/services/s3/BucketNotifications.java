package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.GetBucketNotificationConfigurationRequest;
import dev.sagebrush.model.s3.NotificationConfiguration;
import dev.sagebrush.model.s3.PutBucketNotificationConfigurationRequest;
import dev.sagebrush.model.s3.S3Api;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which events of a bucket are told to whom. A configuration without any tells nobody. */
final class BucketNotifications {

  static final SubResource.Kind<NotificationConfiguration> KIND =
      SubResource.Kind.of(
          "notification",
          NotificationConfiguration.class,
          () -> NotificationConfiguration.SHAPE,
          "NoSuchConfiguration",
          "The specified configuration does not exist.");

  private final Buckets buckets;
  private final Ids ids;
  private final SubResource<NotificationConfiguration> configurations;

  BucketNotifications(SubResources resources, Ids ids) {
    this.buckets = resources.buckets();
    this.ids = ids;
    this.configurations = resources.of(KIND);
  }

  void serve(Service.Builder service) {
    service
        .on(S3Api.PUT_BUCKET_NOTIFICATION_CONFIGURATION, this::put)
        .on(S3Api.GET_BUCKET_NOTIFICATION_CONFIGURATION, this::get);
  }

  private Unit put(PutBucketNotificationConfigurationRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    NotificationConfiguration given = request.notificationConfiguration();
    if (given == null) {
      throw Failures.malformedXml();
    }
    NotificationTargets.check(given);
    return configurations.put(request.bucket(), request.expectedBucketOwner(), named(given));
  }

  private NotificationConfiguration named(NotificationConfiguration given) {
    return given.toBuilder()
        .topicConfigurations(
            list(given.topicConfigurations())
                .map(each -> each.id() == null ? each.toBuilder().id(ids.uuid()).build() : each)
                .toList())
        .queueConfigurations(
            list(given.queueConfigurations())
                .map(each -> each.id() == null ? each.toBuilder().id(ids.uuid()).build() : each)
                .toList())
        .lambdaFunctionConfigurations(
            list(given.lambdaFunctionConfigurations())
                .map(each -> each.id() == null ? each.toBuilder().id(ids.uuid()).build() : each)
                .toList())
        .build();
  }

  private static <T> Stream<T> list(@Nullable List<T> given) {
    return given == null ? Stream.of() : given.stream();
  }

  private NotificationConfiguration get(GetBucketNotificationConfigurationRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    NotificationConfiguration set = configurations.find(request.bucket());
    return set == null ? NotificationConfiguration.builder().build() : set;
  }
}
