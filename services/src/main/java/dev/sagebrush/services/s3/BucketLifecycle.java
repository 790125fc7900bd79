package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.BucketLifecycleConfiguration;
import dev.sagebrush.model.s3.DeleteBucketLifecycleRequest;
import dev.sagebrush.model.s3.GetBucketLifecycleConfigurationOutput;
import dev.sagebrush.model.s3.GetBucketLifecycleConfigurationRequest;
import dev.sagebrush.model.s3.LifecycleRule;
import dev.sagebrush.model.s3.PutBucketLifecycleConfigurationOutput;
import dev.sagebrush.model.s3.PutBucketLifecycleConfigurationRequest;
import dev.sagebrush.model.s3.S3Api;
import java.util.List;
import java.util.Map;

/**
 * The lifecycle configurations of buckets.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html">
 * PutBucketLifecycleConfiguration</a>.
 */
final class BucketLifecycle {

  private static final int ID_LENGTH = 48;

  private final Buckets buckets;
  private final Schema schema;
  private final Ids ids;

  BucketLifecycle(Buckets buckets, Schema schema, Ids ids) {
    this.buckets = buckets;
    this.schema = schema;
    this.ids = ids;
  }

  void serve(Service.Builder service) {
    service
        .on(S3Api.PUT_BUCKET_LIFECYCLE_CONFIGURATION, this::put)
        .on(S3Api.GET_BUCKET_LIFECYCLE_CONFIGURATION, this::get)
        .on(S3Api.DELETE_BUCKET_LIFECYCLE, this::delete);
  }

  private PutBucketLifecycleConfigurationOutput put(
      PutBucketLifecycleConfigurationRequest request) {
    String name = request.bucket();
    buckets.require(name, request.expectedBucketOwner());
    BucketLifecycleConfiguration given = Documents.valid(request.lifecycleConfiguration());
    List<LifecycleRule> rules = given.rules() == null ? List.of() : given.rules();
    LifecycleChecks.check(rules);
    String asked = request.transitionDefaultMinimumObjectSize();
    String minimum = asked == null ? SmallObjects.ALL : asked;
    if (!minimum.equals(SmallObjects.ALL) && !minimum.equals(SmallObjects.VARIES)) {
      throw Failures.invalidArgument(
          "Invalid value for x-amz-transition-default-minimum-object-size header: " + minimum,
          "x-amz-transition-default-minimum-object-size",
          minimum);
    }
    String revision = ids.uuid();
    BucketLifecycleConfiguration named =
        BucketLifecycleConfiguration.builder()
            .rules(rules.stream().map(this::named).toList())
            .build();
    StoredLifecycle stored = new StoredLifecycle(Documents.tree(named), minimum, revision, false);
    buckets.update(
        name,
        (transaction, bucket) -> {
          transaction.put(schema.lifecycles(), name, stored);
          return bucket.withLifecycle(revision);
        });
    return PutBucketLifecycleConfigurationOutput.builder()
        .transitionDefaultMinimumObjectSize(minimum)
        .build();
  }

  private LifecycleRule named(LifecycleRule rule) {
    return rule.id() != null && !rule.id().isEmpty()
        ? rule
        : Members.with(LifecycleRule.class, rule, Map.of("ID", ids.alphanumeric(ID_LENGTH)));
  }

  private GetBucketLifecycleConfigurationOutput get(
      GetBucketLifecycleConfigurationRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    StoredLifecycle stored = schema.lifecycles().get(request.bucket());
    if (stored == null) {
      throw ServiceException.of(
          "NoSuchLifecycleConfiguration",
          404,
          "The lifecycle configuration does not exist",
          Map.of("BucketName", request.bucket()));
    }
    return GetBucketLifecycleConfigurationOutput.builder()
        .rules(LifecycleBook.document(stored).rules())
        .transitionDefaultMinimumObjectSize(stored.minimum())
        .build();
  }

  private Unit delete(DeleteBucketLifecycleRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    buckets.update(
        request.bucket(),
        (transaction, bucket) -> {
          transaction.delete(schema.lifecycles(), request.bucket());
          return bucket.withLifecycle(null);
        });
    return Unit.VALUE;
  }
}
