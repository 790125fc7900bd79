package dev.sagebrush.services.s3;

import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.GetBucketIntelligentTieringConfigurationOutput;
import dev.sagebrush.model.s3.IntelligentTieringConfiguration;
import dev.sagebrush.model.s3.IntelligentTieringFilter;
import dev.sagebrush.model.s3.InvalidObjectState;
import dev.sagebrush.model.s3.ListBucketIntelligentTieringConfigurationsOutput;
import dev.sagebrush.model.s3.ListBucketIntelligentTieringConfigurationsRequest;
import dev.sagebrush.model.s3.PutBucketIntelligentTieringConfigurationRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.StorageClass;
import dev.sagebrush.model.s3.Tag;
import dev.sagebrush.model.s3.Tiering;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of the storage class INTELLIGENT_TIERING go into an archive when nobody has read
 * them for some time. Into which, follows from the clock and the day of the last read: nothing has
 * to run for it.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html">
 * How S3 Intelligent-Tiering works</a>.
 */
final class BucketTiering {

  private static final int MOST = 1000;
  private static final int LONGEST = 730;
  private static final String DEEP = "DEEP_ARCHIVE_ACCESS";

  private final Buckets buckets;
  private final ObjectTable objects;
  private final SubResource<IntelligentTieringConfiguration> configurations;

  BucketTiering(SubResources resources, ObjectTable objects) {
    this.objects = objects;
    this.buckets = resources.buckets();
    this.configurations =
        resources.of(
            SubResource.Kind.of(
                "intelligent-tiering",
                IntelligentTieringConfiguration.class,
                () -> IntelligentTieringConfiguration.SHAPE,
                "NoSuchConfiguration",
                "The specified configuration does not exist."));
  }

  void serve(Service.Builder service) {
    service
        .on(S3Api.PUT_BUCKET_INTELLIGENT_TIERING_CONFIGURATION, this::put)
        .on(
            S3Api.GET_BUCKET_INTELLIGENT_TIERING_CONFIGURATION,
            r ->
                GetBucketIntelligentTieringConfigurationOutput.builder()
                    .intelligentTieringConfiguration(
                        configurations.require(r.bucket(), r.expectedBucketOwner(), r.id()))
                    .build())
        .on(
            S3Api.DELETE_BUCKET_INTELLIGENT_TIERING_CONFIGURATION,
            r -> configurations.delete(r.bucket(), r.expectedBucketOwner(), r.id()))
        .on(S3Api.LIST_BUCKET_INTELLIGENT_TIERING_CONFIGURATIONS, this::list);
  }

  /** All of them: a bucket has no more than a page holds. */
  private ListBucketIntelligentTieringConfigurationsOutput list(
      ListBucketIntelligentTieringConfigurationsRequest request) {
    buckets.require(request.bucket(), request.expectedBucketOwner());
    return ListBucketIntelligentTieringConfigurationsOutput.builder()
        .intelligentTieringConfigurationList(configurations.list(request.bucket(), "", MOST))
        .isTruncated(false)
        .build();
  }

  private Unit put(PutBucketIntelligentTieringConfigurationRequest request) {
    IntelligentTieringConfiguration given =
        Documents.valid(request.intelligentTieringConfiguration());
    if (!request.id().equals(given.id())) {
      throw invalid("The id of the request and that of the configuration differ.");
    }
    Set<String> tiers = new HashSet<>();
    for (Tiering tiering : given.tierings()) {
      int least = DEEP.equals(tiering.accessTier()) ? 180 : 90;
      if (tiering.days() < least || tiering.days() > LONGEST) {
        throw invalid(
            "'Days' must be between "
                + least
                + " and "
                + LONGEST
                + " for the access tier "
                + tiering.accessTier());
      }
      if (!tiers.add(tiering.accessTier())) {
        throw Failures.malformedXml();
      }
    }
    if (tiers.isEmpty()) {
      throw Failures.malformedXml();
    }
    if (configurations.list(request.bucket(), "", MOST).size() == MOST) {
      throw ServiceException.of(
          "TooManyConfigurations",
          400,
          "You are attempting to create a new configuration but have already reached the"
              + " 1,000-configuration limit.");
    }
    return configurations.put(request.bucket(), request.expectedBucketOwner(), request.id(), given);
  }

  private static ServiceException invalid(String message) {
    return ServiceException.of("InvalidArgument", 400, message);
  }

  /** The archive that an object is in; null for none. */
  @Nullable String archive(String bucket, String key, StoredObject object, Instant now) {
    if (!object.metadata().storageClass().equals(StorageClass.INTELLIGENT_TIERING)) {
      return null;
    }
    String deepest = null;
    Instant used = used(object, now);
    for (IntelligentTieringConfiguration each : configurations.list(bucket, "", MOST)) {
      if ("Enabled".equals(each.status()) && matches(each.filter(), key, object)) {
        for (Tiering tiering : each.tierings()) {
          boolean due = !now.isBefore(used.plus(Duration.ofDays(tiering.days())));
          if (due && !DEEP.equals(deepest)) {
            deepest = tiering.accessTier();
          }
        }
      }
    }
    return deepest;
  }

  /** A read, or a restore that is ready, begins the days anew. */
  private static Instant used(StoredObject object, Instant now) {
    Instant read = object.used();
    Instant used = read != null && read.isAfter(object.modified()) ? read : object.modified();
    Restored restored = object.restored();
    if (restored != null && restored.readable(now) && restored.ready().isAfter(used)) {
      return restored.ready();
    }
    return used;
  }

  /**
   * Refuses what is in an archive, of whatever kind.
   *
   * @throws ServiceException {@code InvalidObjectState}
   */
  void requireReadable(String bucket, String key, StoredObject object, Instant now) {
    Archives.requireReadable(object, now);
    String archive = archive(bucket, key, object, now);
    if (archive != null) {
      throw ServiceException.of(
          InvalidObjectState.builder()
              .storageClass(StorageClass.INTELLIGENT_TIERING)
              .accessTier(archive)
              .build(),
          "The operation is not valid for the object's access tier");
    }
  }

  /** Notes that an object is read, at most once a day, where that counts. */
  void noteRead(String bucket, String key, StoredObject object, Instant now) {
    boolean counts =
        object.metadata().storageClass().equals(StorageClass.INTELLIGENT_TIERING)
            && used(object, now).plus(Duration.ofDays(1)).isBefore(now)
            && !configurations.list(bucket, "", 1).isEmpty();
    if (counts) {
      objects.noteRead(bucket, key, object, now.truncatedTo(ChronoUnit.DAYS));
    }
  }

  private static boolean matches(
      @Nullable IntelligentTieringFilter filter, String key, StoredObject object) {
    if (filter == null) {
      return true;
    }
    if (filter.and() != null) {
      List<Tag> tags = filter.and().tags() == null ? List.of() : filter.and().tags();
      return key.startsWith(Listings.orEmpty(filter.and().prefix()))
          && tags.stream().allMatch(tag -> has(object, tag));
    }
    return key.startsWith(Listings.orEmpty(filter.prefix()))
        && (filter.tag() == null || has(object, filter.tag()));
  }

  private static boolean has(StoredObject object, Tag tag) {
    return Listings.orEmpty(tag.value()).equals(object.tags().get(tag.key()));
  }
}
