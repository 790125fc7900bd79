package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.CreateBucketConfiguration;
import dev.sagebrush.model.s3.CreateBucketRequest;

/** Refuses what a new bucket cannot have yet. */
final class BucketRequests {

  private BucketRequests() {}

  static void check(CreateBucketRequest request) {
    String space = request.bucketNamespace();
    refuse(space != null && !space.equals("global"), "x-amz-bucket-namespace other than global");
    CreateBucketConfiguration configuration = request.createBucketConfiguration();
    if (configuration != null) {
      refuse(configuration.bucket() != null, "CreateBucketConfiguration.Bucket");
      refuse(configuration.location() != null, "CreateBucketConfiguration.Location");
    }
  }

  private static void refuse(boolean asked, String what) {
    if (asked) {
      throw ServiceException.notImplemented(what);
    }
  }
}
