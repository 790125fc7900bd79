package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.DefaultRetention;
import dev.sagebrush.model.s3.GetObjectLegalHoldOutput;
import dev.sagebrush.model.s3.GetObjectLegalHoldRequest;
import dev.sagebrush.model.s3.GetObjectLockConfigurationOutput;
import dev.sagebrush.model.s3.GetObjectLockConfigurationRequest;
import dev.sagebrush.model.s3.GetObjectRetentionOutput;
import dev.sagebrush.model.s3.GetObjectRetentionRequest;
import dev.sagebrush.model.s3.ObjectLockConfiguration;
import dev.sagebrush.model.s3.ObjectLockLegalHold;
import dev.sagebrush.model.s3.ObjectLockRetention;
import dev.sagebrush.model.s3.ObjectLockRule;
import dev.sagebrush.model.s3.PutObjectLegalHoldOutput;
import dev.sagebrush.model.s3.PutObjectLegalHoldRequest;
import dev.sagebrush.model.s3.PutObjectLockConfigurationOutput;
import dev.sagebrush.model.s3.PutObjectLockConfigurationRequest;
import dev.sagebrush.model.s3.PutObjectRetentionOutput;
import dev.sagebrush.model.s3.PutObjectRetentionRequest;
import dev.sagebrush.model.s3.S3Api;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Object Lock: what a bucket locks by default, and the retention and legal hold of versions.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html">Locking objects
 * with Object Lock</a>.
 */
final class ObjectLocks {

  private static final int MOST_DAYS = 36_500;
  private static final int MOST_YEARS = 100;

  private final Buckets buckets;
  private final ObjectTable objects;
  private final Clock clock;

  ObjectLocks(Buckets buckets, ObjectTable objects, Clock clock) {
    this.buckets = buckets;
    this.objects = objects;
    this.clock = clock;
  }

  void serve(Service.Builder service) {
    service
        .on(S3Api.PUT_OBJECT_LOCK_CONFIGURATION, this::put)
        .on(S3Api.GET_OBJECT_LOCK_CONFIGURATION, this::get)
        .on(S3Api.PUT_OBJECT_RETENTION, this::putRetention)
        .on(S3Api.GET_OBJECT_RETENTION, this::getRetention)
        .on(S3Api.PUT_OBJECT_LEGAL_HOLD, this::putHold)
        .on(S3Api.GET_OBJECT_LEGAL_HOLD, this::getHold);
  }

  private PutObjectLockConfigurationOutput put(PutObjectLockConfigurationRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    ObjectLockConfiguration given = request.objectLockConfiguration();
    if (given == null || !"Enabled".equals(given.objectLockEnabled())) {
      throw Failures.malformedXml();
    }
    ObjectLock lock = lock(given.rule());
    buckets.update(
        request.bucket(),
        bucket -> {
          if (!bucket.versioning().enabled()) {
            throw ServiceException.of(
                "InvalidBucketState",
                409,
                "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
          }
          return bucket.withObjectLock(lock);
        });
    return PutObjectLockConfigurationOutput.builder().build();
  }

  private static ObjectLock lock(@Nullable ObjectLockRule rule) {
    if (rule == null) {
      return ObjectLock.NO_DEFAULT;
    }
    DefaultRetention retention = rule.defaultRetention();
    if (retention == null || !known(retention.mode())) {
      throw Failures.malformedXml();
    }
    Integer days = retention.days();
    Integer years = retention.years();
    if ((days == null) == (years == null)) {
      throw Failures.malformedXml();
    }
    return new ObjectLock(
        retention.mode(), period(days, MOST_DAYS, "days"), period(years, MOST_YEARS, "years"));
  }

  private static int period(@Nullable Integer length, int most, String unit) {
    if (length == null) {
      return 0;
    }
    if (length < 1) {
      throw invalid("Default retention period must be a positive integer value.");
    }
    if (length > most) {
      throw invalid(
          "Default retention period too large; the maximum is " + most + " " + unit + ".");
    }
    return length;
  }

  private static ServiceException invalid(String message) {
    return ServiceException.of("InvalidRetentionPeriod", 400, message);
  }

  private static boolean known(@Nullable String mode) {
    return Lock.GOVERNANCE.equals(mode) || Lock.COMPLIANCE.equals(mode);
  }

  private GetObjectLockConfigurationOutput get(GetObjectLockConfigurationRequest request) {
    StoredBucket bucket = buckets.require(request.bucket(), request.expectedBucketOwner());
    ObjectLock lock = bucket.objectLock();
    if (lock == null) {
      throw ServiceException.of(
          "ObjectLockConfigurationNotFoundError",
          404,
          "Object Lock configuration does not exist for this bucket",
          Map.of("BucketName", request.bucket()));
    }
    ObjectLockConfiguration.Builder shown =
        ObjectLockConfiguration.builder().objectLockEnabled("Enabled");
    if (lock.mode() != null) {
      DefaultRetention retention =
          DefaultRetention.builder()
              .mode(lock.mode())
              .days(lock.days() == 0 ? null : lock.days())
              .years(lock.years() == 0 ? null : lock.years())
              .build();
      shown.rule(ObjectLockRule.builder().defaultRetention(retention).build());
    }
    return GetObjectLockConfigurationOutput.builder()
        .objectLockConfiguration(shown.build())
        .build();
  }

  private PutObjectRetentionOutput putRetention(PutObjectRetentionRequest request) {
    Locks.requireLocking(buckets.require(request.bucket(), request.expectedBucketOwner()));
    ObjectLockRetention given = request.retention();
    if (given == null || (given.mode() == null) != (given.retainUntilDate() == null)) {
      throw Failures.malformedXml();
    }
    if (given.mode() != null && !known(given.mode())) {
      throw Failures.malformedXml();
    }
    boolean bypass = Boolean.TRUE.equals(request.bypassGovernanceRetention());
    Instant now = clock.now();
    Instant until = given.retainUntilDate();
    if (until != null) {
      Locks.requireFuture(until, now);
    }
    objects.update(
        request.bucket(),
        request.key(),
        request.versionId(),
        object -> {
          Lock lock = object.lock() == null ? Lock.NONE : object.lock();
          requireAllowed(lock, given.mode(), until, bypass, now);
          return object.withLock(lock.withRetention(given.mode(), until));
        });
    return PutObjectRetentionOutput.builder().build();
  }

  /** A retention may always be made longer; any other change takes governance and its bypass. */
  private static void requireAllowed(
      Lock lock, @Nullable String mode, @Nullable Instant until, boolean bypass, Instant now) {
    if (!lock.retained(now) || lock.until() == null) {
      return;
    }
    boolean longer =
        mode != null && until != null && !until.isBefore(lock.until()) && mode.equals(lock.mode());
    boolean bypassed = bypass && Lock.GOVERNANCE.equals(lock.mode());
    if (!longer && !bypassed) {
      throw Locks.protectedByLock();
    }
  }

  private GetObjectRetentionOutput getRetention(GetObjectRetentionRequest request) {
    Locks.requireLocking(buckets.require(request.bucket(), request.expectedBucketOwner()));
    Lock lock = objects.require(request.bucket(), request.key(), request.versionId()).lock();
    if (lock == null || lock.mode() == null) {
      throw noLock();
    }
    return GetObjectRetentionOutput.builder()
        .retention(
            ObjectLockRetention.builder().mode(lock.mode()).retainUntilDate(lock.until()).build())
        .build();
  }

  private static ServiceException noLock() {
    return ServiceException.of(
        "NoSuchObjectLockConfiguration",
        404,
        "The specified object does not have a ObjectLock configuration");
  }

  private PutObjectLegalHoldOutput putHold(PutObjectLegalHoldRequest request) {
    Locks.requireLocking(buckets.require(request.bucket(), request.expectedBucketOwner()));
    ObjectLockLegalHold given = request.legalHold();
    String status = given == null ? null : given.status();
    if (!"ON".equals(status) && !"OFF".equals(status)) {
      throw Failures.malformedXml();
    }
    boolean held = "ON".equals(status);
    objects.update(
        request.bucket(),
        request.key(),
        request.versionId(),
        object -> {
          Lock lock = object.lock() == null ? Lock.NONE : object.lock();
          return object.withLock(lock.withHold(held));
        });
    return PutObjectLegalHoldOutput.builder().build();
  }

  private GetObjectLegalHoldOutput getHold(GetObjectLegalHoldRequest request) {
    Locks.requireLocking(buckets.require(request.bucket(), request.expectedBucketOwner()));
    Lock lock = objects.require(request.bucket(), request.key(), request.versionId()).lock();
    if (lock == null) {
      throw noLock();
    }
    return GetObjectLegalHoldOutput.builder()
        .legalHold(ObjectLockLegalHold.builder().status(lock.held() ? "ON" : "OFF").build())
        .build();
  }
}
