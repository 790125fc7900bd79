package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.RestoreObjectOutput;
import dev.sagebrush.model.s3.RestoreObjectRequest;
import dev.sagebrush.model.s3.RestoreRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.StorageClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bringing archived objects back for some days. A restore is ready when the clock says so: nothing
 * runs for it.
 *
 * <p>How long it takes is the longest time that AWS names for the tier.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html">
 * Understanding archive retrieval options</a>.
 */
final class Restores {

  private static final String STANDARD = "Standard";

  /** From the slowest to the fastest. */
  private static final List<String> TIERS = List.of("Bulk", STANDARD, "Expedited");

  private final Buckets buckets;
  private final ObjectTable objects;
  private final BucketTiering tiering;
  private final Clock clock;

  Restores(Buckets buckets, ObjectTable objects, BucketTiering tiering, Clock clock) {
    this.tiering = tiering;
    this.buckets = buckets;
    this.objects = objects;
    this.clock = clock;
  }

  void serve(Service.Builder service) {
    service.on(S3Api.RESTORE_OBJECT, this::restore);
  }

  private RestoreObjectOutput restore(RestoreObjectRequest request) {
    Refusals.check(request);
    buckets.require(request.bucket(), request.expectedBucketOwner());
    ObjectKeys.check(request.key());
    RestoreRequest asked = request.restoreRequest();
    if (asked == null) {
      throw Failures.malformedXml();
    }
    if (asked.type() != null
        || asked.selectParameters() != null
        || asked.outputLocation() != null) {
      throw ServiceException.notImplemented("RestoreRequest.Type SELECT");
    }
    Integer days = asked.days();
    if (days != null && days < 1) {
      throw ServiceException.of("InvalidArgument", 400, "restoration days should be at least 1");
    }
    String tier = tier(asked);
    Instant now = clock.now();
    StoredObject seen = objects.require(request.bucket(), request.key(), request.versionId());
    String archive = tiering.archive(request.bucket(), request.key(), seen, now);
    objects.update(
        request.bucket(),
        request.key(),
        request.versionId(),
        object -> object.withRestored(restored(object, archive, tier, days, now)));
    return RestoreObjectOutput.builder().build();
  }

  private static String tier(RestoreRequest asked) {
    String tier =
        asked.glacierJobParameters() == null ? asked.tier() : asked.glacierJobParameters().tier();
    if (tier == null) {
      return STANDARD;
    }
    if (!TIERS.contains(tier)) {
      throw Failures.malformedXml();
    }
    return tier;
  }

  /** What a restore is, given the archive that Intelligent-Tiering has put the object into. */
  private static Restored restored(
      StoredObject object,
      @Nullable String archive,
      String tier,
      @Nullable Integer days,
      Instant now) {
    if (!object.metadata().archived() && archive == null) {
      throw ServiceException.of(
          "InvalidObjectState",
          403,
          "Restore is not allowed for the object's current storage class");
    }
    if ((days == null) != (archive != null)) {
      throw Failures.malformedXml();
    }
    String place = archive == null ? object.metadata().storageClass() : archive;
    Instant ready = now.plus(duration(place, tier));
    Restored before = object.restored();
    if (before != null && before.ongoing(now)) {
      if (TIERS.indexOf(tier) <= TIERS.indexOf(before.tier())) {
        throw ServiceException.of(
            "RestoreAlreadyInProgress", 409, "Object restore is already in progress");
      }
      Instant sooner = ready.isBefore(before.ready()) ? ready : before.ready();
      return new Restored(tier, sooner, before.until());
    }
    if (days == null) {
      return new Restored(tier, ready, null);
    }
    return before != null && before.readable(now)
        ? new Restored(before.tier(), before.ready(), LifecycleRules.midnight(now, days))
        : new Restored(tier, ready, LifecycleRules.midnight(ready, days));
  }

  private static Duration duration(String place, String tier) {
    boolean deep = place.startsWith(StorageClass.DEEP_ARCHIVE);
    return switch (tier) {
      case "Expedited" -> {
        if (deep) {
          throw ServiceException.of(
              "InvalidArgument", 400, "Retrieval option is not supported by this storage class");
        }
        yield Duration.ofMinutes(5);
      }
      case STANDARD -> Duration.ofHours(deep ? 12 : 5);
      default -> Duration.ofHours(deep ? 48 : 12);
    };
  }
}
