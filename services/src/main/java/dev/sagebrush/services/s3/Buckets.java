package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.Bucket;
import dev.sagebrush.model.s3.BucketAlreadyExists;
import dev.sagebrush.model.s3.BucketAlreadyOwnedByYou;
import dev.sagebrush.model.s3.CreateBucketConfiguration;
import dev.sagebrush.model.s3.CreateBucketOutput;
import dev.sagebrush.model.s3.CreateBucketRequest;
import dev.sagebrush.model.s3.DeleteBucketRequest;
import dev.sagebrush.model.s3.GetBucketLocationOutput;
import dev.sagebrush.model.s3.GetBucketLocationRequest;
import dev.sagebrush.model.s3.HeadBucketOutput;
import dev.sagebrush.model.s3.HeadBucketRequest;
import dev.sagebrush.model.s3.ListBucketsOutput;
import dev.sagebrush.model.s3.ListBucketsRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Buckets. Their names are one space for all accounts, as in AWS. */
final class Buckets {

  private static final int PAGE = 1000;
  private static final int MOST_BUCKETS = 10_000;

  private final Schema schema;
  private final UploadTable uploads;
  private final AccessRules rules;
  private final BucketAccess usual;
  private final ContinuationTokens tokens;
  private final Clock clock;

  /**
   * The buckets there are.
   *
   * @param usual the access of new buckets whose request does not say
   */
  Buckets(
      Schema schema,
      UploadTable uploads,
      AccessRules rules,
      BucketAccess usual,
      ContinuationTokens tokens,
      Clock clock) {
    this.schema = schema;
    this.uploads = uploads;
    this.rules = rules;
    this.usual = usual;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * A bucket that a request names. Whether the caller may use it was decided before.
   *
   * @param expectedOwner the account the client says owns it; null when it does not say
   * @throws ServiceException {@code NoSuchBucket}, {@code AccessDenied}
   */
  StoredBucket require(String name, @Nullable String expectedOwner) {
    StoredBucket bucket = schema.buckets().get(name);
    if (bucket == null) {
      BucketNames.check(name);
      throw Failures.noSuchBucket(name);
    }
    if (expectedOwner != null && !expectedOwner.equals(bucket.account())) {
      throw Failures.accessDenied();
    }
    return bucket;
  }

  /** A bucket that was there a moment ago. */
  StoredBucket named(String name) {
    StoredBucket bucket = schema.buckets().get(name);
    if (bucket == null) {
      throw Failures.noSuchBucket(name);
    }
    return bucket;
  }

  CreateBucketOutput create(CreateBucketRequest request) {
    String name = request.bucket();
    BucketNames.check(name);
    BucketRequests.check(request);
    Call call = Call.current();
    if (call.principal().kind() == Principal.Kind.ANONYMOUS) {
      throw Failures.accessDenied();
    }
    CreateBucketConfiguration configuration = request.createBucketConfiguration();
    String region = Regions.ofNewBucket(call.region(), configuration);
    Map<String, String> tags =
        configuration == null || configuration.tags() == null
            ? Map.of()
            : TagSets.ofBucket(configuration.tags());
    boolean locking = Boolean.TRUE.equals(request.objectLockEnabledForBucket());
    StoredBucket bucket =
        new StoredBucket(
            call.account(),
            region,
            clock.now().truncatedTo(ChronoUnit.SECONDS),
            tags,
            rules.ofNewBucket(usual, request, call.account()),
            locking ? new Versioning(Versioning.ENABLED, false) : null,
            locking ? ObjectLock.NO_DEFAULT : null,
            null);
    schema
        .tables()
        .write(transaction -> {
          StoredBucket old = transaction.get(schema.buckets(), name);
          if (old == null) {
            transaction.put(schema.buckets(), name, bucket);
          } else {
            requireRepeatable(name, old, bucket);
            BucketAccess access = old.access();
            if (!access.enforced()) {
              StoredBucket reset = old.withAccess(access.withAcl(bucket.access().acl()));
              transaction.put(schema.buckets(), name, reset);
            }
          }
          return true;
        });
    return CreateBucketOutput.builder()
        .location(
            region.equals(Regions.FIRST) ? "/" + name : "http://" + name + ".s3.amazonaws.com/")
        .bucketArn(arn(name))
        .build();
  }

  /** In us-east-1, and only there, making one's own bucket again succeeds: it resets the ACL. */
  private static void requireRepeatable(String name, StoredBucket old, StoredBucket bucket) {
    if (!old.account().equals(bucket.account())) {
      throw BucketAlreadyExists.because(
              "The requested bucket name is not available. The bucket namespace is shared by all"
                  + " users of the system. Please select a different name and try again.")
          .with(Map.of("BucketName", name));
    }
    if (!old.region().equals(Regions.FIRST) || !bucket.region().equals(Regions.FIRST)) {
      throw BucketAlreadyOwnedByYou.because(
              "Your previous request to create the named bucket succeeded and you already own"
                  + " it.")
          .with(Map.of("BucketName", name));
    }
  }

  /**
   * Changes a bucket.
   *
   * @throws ServiceException {@code NoSuchBucket}
   */
  void update(String name, UnaryOperator<StoredBucket> change) {
    update(name, (transaction, bucket) -> change.apply(bucket));
  }

  /** Changes a bucket together with rows that go with it. */
  void update(String name, BiFunction<Transaction, StoredBucket, StoredBucket> change) {
    schema
        .tables()
        .write(transaction -> {
          StoredBucket bucket = transaction.get(schema.buckets(), name);
          if (bucket == null) {
            throw Failures.noSuchBucket(name);
          }
          transaction.put(schema.buckets(), name, change.apply(transaction, bucket));
          return true;
        });
  }

  HeadBucketOutput head(HeadBucketRequest request) {
    StoredBucket bucket = require(request.bucket(), request.expectedBucketOwner());
    return HeadBucketOutput.builder()
        .bucketRegion(bucket.region())
        .bucketArn(arn(request.bucket()))
        .accessPointAlias(false)
        .build();
  }

  GetBucketLocationOutput location(GetBucketLocationRequest request) {
    StoredBucket bucket = require(request.bucket(), request.expectedBucketOwner());
    String region = bucket.region();
    return GetBucketLocationOutput.builder()
        .locationConstraint(region.equals(Regions.FIRST) ? null : region)
        .build();
  }

  Unit delete(DeleteBucketRequest request) {
    String name = request.bucket();
    require(name, request.expectedBucketOwner());
    uploads.endAll(
        name,
        transaction -> {
          requireEmpty(transaction, name);
          transaction.delete(schema.lifecycles(), name);
          if (!transaction.delete(schema.buckets(), name)) {
            throw Failures.noSuchBucket(name);
          }
          transaction.delete(schema.configurations(), Range.prefix(Schema.bucketPrefix(name)));
        });
    return Unit.VALUE;
  }

  private void requireEmpty(Transaction transaction, String name) {
    Range any = Range.prefix(Schema.bucketPrefix(name)).limit(1);
    boolean versions = !transaction.scan(schema.versions(), any).isEmpty();
    if (versions || !transaction.scan(schema.objects(), any).isEmpty()) {
      StoredBucket bucket = transaction.get(schema.buckets(), name);
      boolean versioned = bucket != null && bucket.versioning().versioned();
      throw ServiceException.of(
          "BucketNotEmpty",
          409,
          "The bucket you tried to delete is not empty"
              + (versioned ? ". You must delete all versions in the bucket." : ""),
          Map.of("BucketName", name));
    }
  }

  ListBucketsOutput list(ListBucketsRequest request) {
    int most = request.maxBuckets() == null ? MOST_BUCKETS : request.maxBuckets();
    if (most < 1 || most > MOST_BUCKETS) {
      throw Failures.invalidArgument(
          "Argument max-buckets must be an integer between 1 and 10000",
          "max-buckets",
          String.valueOf(most));
    }
    String prefix = request.prefix() == null ? "" : request.prefix();
    Range range = Range.prefix(prefix).limit(PAGE);
    String account = Call.current().account();
    String listing = Tables.key("buckets", account, prefix);
    if (request.continuationToken() != null) {
      range = range.after(tokens.read(listing, request.continuationToken()));
    }
    List<Bucket> buckets = new ArrayList<>();
    String next = null;
    List<Table.Row<StoredBucket>> page;
    do {
      page = schema.buckets().scan(range);
      for (Table.Row<StoredBucket> row : page) {
        range = range.after(row.key());
        if (listed(row.value(), account, request.bucketRegion())) {
          if (buckets.size() == most) {
            next = tokens.of(listing, buckets.getLast().name());
            page = List.of();
            break;
          }
          buckets.add(bucket(row));
        }
      }
    } while (page.size() == PAGE);
    return ListBucketsOutput.builder()
        .buckets(buckets)
        .owner(Owners.of(account))
        .prefix(request.prefix())
        .continuationToken(next)
        .build();
  }

  private static boolean listed(StoredBucket bucket, String account, @Nullable String region) {
    return bucket.account().equals(account) && (region == null || region.equals(bucket.region()));
  }

  private static Bucket bucket(Table.Row<StoredBucket> row) {
    return Bucket.builder()
        .name(row.key())
        .bucketArn(arn(row.key()))
        .bucketRegion(row.value().region())
        .creationDate(row.value().created())
        .build();
  }

  private static String arn(String bucket) {
    return "arn:aws:s3:::" + bucket;
  }
}
