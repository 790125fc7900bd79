package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.FilterRule;
import dev.sagebrush.model.s3.GetBucketNotificationConfigurationRequest;
import dev.sagebrush.model.s3.NotificationConfiguration;
import dev.sagebrush.model.s3.NotificationConfigurationFilter;
import dev.sagebrush.model.s3.PutBucketNotificationConfigurationRequest;
import dev.sagebrush.model.s3.QueueConfiguration;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.S3KeyFilter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationsTest {

  private Harness s3;

  @BeforeEach
  void open(@TempDir Path folder) {
    s3 = Harness.withBucket(folder);
  }

  @AfterEach
  void close() {
    s3.close();
  }

  private static NotificationConfiguration telling(String arn, String event, String prefix) {
    FilterRule rule = FilterRule.builder().name("Prefix").value(prefix).build();
    QueueConfiguration queue =
        QueueConfiguration.builder()
            .queueArn(arn)
            .events(List.of(event))
            .filter(
                NotificationConfigurationFilter.builder()
                    .key(S3KeyFilter.builder().filterRules(List.of(rule)).build())
                    .build())
            .build();
    return NotificationConfiguration.builder().queueConfigurations(List.of(queue)).build();
  }

  private static PutBucketNotificationConfigurationRequest notifying(
      NotificationConfiguration configuration) {
    return PutBucketNotificationConfigurationRequest.builder()
        .bucket(Harness.BUCKET)
        .notificationConfiguration(configuration)
        .build();
  }

  @Test
  void notificationsAreCheckedAndGetIds() {
    String arn = "arn:aws:sqs:us-east-1:000000000000:q";
    NotificationConfiguration one = telling(arn, "s3:ObjectCreated:*", "a/");
    NotificationConfiguration other = telling(arn, "s3:ObjectCreated:Put", "a/b");
    for (NotificationConfiguration wrong :
        List.of(
            telling("arn:aws:sns:us-east-1:000000000000:q", "s3:ObjectCreated:*", ""),
            telling(arn, "s3:ObjectRead:*", ""),
            one.toBuilder()
                .queueConfigurations(
                    List.of(
                        one.queueConfigurations().getFirst(),
                        other.queueConfigurations().getFirst()))
                .build())) {
      assertEquals(
          "InvalidArgument",
          s3.refused(S3Api.PUT_BUCKET_NOTIFICATION_CONFIGURATION, notifying(wrong)).code());
    }
    s3.call(S3Api.PUT_BUCKET_NOTIFICATION_CONFIGURATION, Unit.class, notifying(one));
    NotificationConfiguration got =
        s3.call(
            S3Api.GET_BUCKET_NOTIFICATION_CONFIGURATION,
            NotificationConfiguration.class,
            GetBucketNotificationConfigurationRequest.builder().bucket(Harness.BUCKET).build());
    assertNotNull(got.queueConfigurations().getFirst().id());
    assertEquals(arn, got.queueConfigurations().getFirst().queueArn());
  }
}
