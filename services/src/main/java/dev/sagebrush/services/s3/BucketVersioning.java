package dev.sagebrush.services.s3;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.GetBucketVersioningOutput;
import dev.sagebrush.model.s3.GetBucketVersioningRequest;
import dev.sagebrush.model.s3.PutBucketVersioningRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.VersioningConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Whether buckets keep versions.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html">
 * PutBucketVersioning</a>.
 */
final class BucketVersioning {

  private final Buckets buckets;
  private final MfaDelete mfa;

  BucketVersioning(Buckets buckets, MfaDelete mfa) {
    this.buckets = buckets;
    this.mfa = mfa;
  }

  void serve(Service.Builder service) {
    service.on(S3Api.PUT_BUCKET_VERSIONING, this::put).on(S3Api.GET_BUCKET_VERSIONING, this::get);
  }

  private Unit put(PutBucketVersioningRequest request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    VersioningConfiguration given = request.versioningConfiguration();
    String status = given == null ? null : given.status();
    boolean known = Versioning.ENABLED.equals(status) || Versioning.SUSPENDED.equals(status);
    if (given == null || !known) {
      throw ServiceException.of(
          "IllegalVersioningConfigurationException",
          400,
          "The Versioning element must be specified");
    }
    String mfaDelete = given.mfaDelete();
    if (bucket.versioning().mfaDelete() || mfaDelete != null && enabled(mfaDelete)) {
      mfa.verify(request.mfa());
    }
    buckets.update(request.bucket(), now -> changed(now, status, mfaDelete));
    return Unit.VALUE;
  }

  private static StoredBucket changed(
      StoredBucket bucket, @Nullable String status, @Nullable String mfaDelete) {
    if (bucket.objectLock() != null && !Versioning.ENABLED.equals(status)) {
      throw ServiceException.of(
          "InvalidBucketState",
          409,
          "An Object Lock configuration is present on this bucket, so the versioning state cannot"
              + " be changed.");
    }
    boolean guarded = mfaDelete == null ? bucket.versioning().mfaDelete() : enabled(mfaDelete);
    return bucket.withVersioning(new Versioning(status, guarded));
  }

  private static boolean enabled(String status) {
    return switch (status) {
      case "Enabled" -> true;
      case "Disabled" -> false;
      default -> throw Failures.malformedXml();
    };
  }

  private GetBucketVersioningOutput get(GetBucketVersioningRequest request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    Versioning versioning = bucket.versioning();
    return GetBucketVersioningOutput.builder()
        .status(versioning.status())
        .mfaDelete(versioning.mfaDelete() ? "Enabled" : null)
        .build();
  }
}
