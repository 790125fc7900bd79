package dev.sagebrush.services.s3;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.AccelerateConfiguration;
import dev.sagebrush.model.s3.GetBucketAccelerateConfigurationOutput;
import dev.sagebrush.model.s3.GetBucketAccelerateConfigurationRequest;
import dev.sagebrush.model.s3.GetBucketRequestPaymentOutput;
import dev.sagebrush.model.s3.GetBucketRequestPaymentRequest;
import dev.sagebrush.model.s3.InvalidRequest;
import dev.sagebrush.model.s3.Payer;
import dev.sagebrush.model.s3.PutBucketAccelerateConfigurationRequest;
import dev.sagebrush.model.s3.RequestPaymentConfiguration;
import dev.sagebrush.model.s3.S3Api;

/** Who pays for requests, and transfer acceleration: each one word per bucket. */
final class BucketSwitches {

  private static final String ABSENT = "NoSuchConfiguration";

  static final SubResource.Kind<RequestPaymentConfiguration> PAYMENT =
      SubResource.Kind.of(
          "payment",
          RequestPaymentConfiguration.class,
          () -> RequestPaymentConfiguration.SHAPE,
          ABSENT,
          "The specified configuration does not exist.");

  private final Buckets buckets;
  private final SubResource<RequestPaymentConfiguration> payments;
  private final SubResource<AccelerateConfiguration> accelerations;

  BucketSwitches(SubResources resources) {
    this.buckets = resources.buckets();
    this.payments = resources.of(PAYMENT);
    this.accelerations =
        resources.of(
            SubResource.Kind.of(
                "accelerate",
                AccelerateConfiguration.class,
                () -> AccelerateConfiguration.SHAPE,
                ABSENT,
                "The specified configuration does not exist."));
  }

  void serve(Service.Builder service) {
    service
        .on(
            S3Api.PUT_BUCKET_REQUEST_PAYMENT,
            request ->
                payments.put(
                    request.bucket(),
                    request.expectedBucketOwner(),
                    request.requestPaymentConfiguration()))
        .on(S3Api.GET_BUCKET_REQUEST_PAYMENT, this::payer)
        .on(S3Api.PUT_BUCKET_ACCELERATE_CONFIGURATION, this::accelerate)
        .on(S3Api.GET_BUCKET_ACCELERATE_CONFIGURATION, this::acceleration);
  }

  private GetBucketRequestPaymentOutput payer(GetBucketRequestPaymentRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    RequestPaymentConfiguration set = payments.find(request.bucket());
    return GetBucketRequestPaymentOutput.builder()
        .payer(set == null ? Payer.BUCKET_OWNER : set.payer())
        .build();
  }

  private Unit accelerate(PutBucketAccelerateConfigurationRequest request) {
    if (request.bucket().indexOf('.') >= 0) {
      throw InvalidRequest.because(
          "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
    }
    if (request.accelerateConfiguration() == null
        || request.accelerateConfiguration().status() == null) {
      throw Failures.malformedXml();
    }
    return accelerations.put(
        request.bucket(), request.expectedBucketOwner(), request.accelerateConfiguration());
  }

  private GetBucketAccelerateConfigurationOutput acceleration(
      GetBucketAccelerateConfigurationRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    AccelerateConfiguration set = accelerations.find(request.bucket());
    return GetBucketAccelerateConfigurationOutput.builder()
        .status(set == null ? null : set.status())
        .build();
  }
}
