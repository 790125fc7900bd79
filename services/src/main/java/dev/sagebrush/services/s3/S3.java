package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.CrossOrigin;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.MfaDevices;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.policy.Guard;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.store.Blobs;
import dev.sagebrush.store.Tables;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Amazon S3. */
public final class S3 {

  private S3() {}

  /**
   * The operations of S3 that are served.
   *
   * @param tables where rows go
   * @param blobs where contents go: no other service may keep blobs there, for those that no row of
   *     S3 names are removed at start
   * @param clock what the time is
   * @param tokens of listings that go on
   * @param ids for uploads
   * @param jobs runs the sweep for what a crash left
   * @param devices whose codes guard versions where MFA delete is on
   * @param classic whether new buckets have ACLs and no public access block
   */
  public static Service service(
      Tables tables,
      Blobs blobs,
      Clock clock,
      PageTokens tokens,
      Ids ids,
      Jobs jobs,
      MfaDevices devices,
      boolean classic) {
    Schema schema = Schema.declare(tables);
    BlobLedger ledger = new BlobLedger(schema, blobs);
    jobs.start("s3-leftovers", new Leftovers(schema, blobs, ledger)::sweep);
    ContinuationTokens continuation = new ContinuationTokens(tokens);
    LifecycleBook book = new LifecycleBook(schema, clock);
    Versions versions = new Versions(schema, ledger, book, ids, clock);
    ObjectTable objectTable = new ObjectTable(schema, ledger, versions, book);
    UploadTable uploadTable = new UploadTable(schema, objectTable, ledger, book);
    Ingest ingest = new Ingest(blobs, helpers());
    Contents contents = new Contents(schema, blobs, ledger);
    AccessRules rules = new AccessRules(schema);
    BucketAccess usual = classic ? BucketAccess.CLASSIC : BucketAccess.NEW;
    Buckets buckets = new Buckets(schema, uploadTable, rules, usual, continuation, clock);
    SubResources resources = new SubResources(buckets, schema);
    BucketTiering tiering = new BucketTiering(resources, objectTable);
    ObjectFacts facts = new ObjectFacts(book, tiering, clock);
    Objects objects = new Objects(buckets, objectTable, rules, ingest, facts, clock);
    Reads reads = new Reads(buckets, objectTable, contents, facts, tiering, clock);
    Attributes attributes = new Attributes(buckets, objectTable, contents);
    Listings listings = new Listings(buckets, schema, continuation);
    Sources sources = new Sources(buckets, objectTable, contents, tiering, clock);
    Copies copies =
        new Copies(
            buckets,
            schema,
            objectTable,
            rules,
            versions,
            sources,
            contents,
            facts,
            ledger,
            ingest,
            ids,
            clock);
    Uploads uploads =
        new Uploads(buckets, schema, objectTable, uploadTable, rules, facts, ids, clock);
    UploadParts parts = new UploadParts(buckets, uploadTable, sources, ingest, clock);
    Completions completions = new Completions(buckets, schema, objectTable, uploadTable, clock);
    MfaDelete mfa = new MfaDelete(devices);
    Deletions deletions = new Deletions(buckets, objectTable, versions, book, mfa, clock);
    Service.Builder service = Service.of(S3Api.API);
    tags(service, new BucketTags(buckets), new ObjectTags(buckets, objectTable));
    configurations(service, resources, continuation, ids);
    access(service, resources, objectTable, rules);
    archives(service, buckets, objectTable, tiering, clock);
    protection(service, buckets, objectTable, mfa, clock);
    new VersionListings(buckets, schema, versions, clock).serve(service);
    new BucketLifecycle(buckets, schema, ids).serve(service);
    LifecycleActions actions = new LifecycleActions(schema, versions, uploadTable, book, clock);
    jobs.start("s3-lifecycle", new LifecycleRun(schema, objectTable, actions, book, clock)::run);
    objects(service, objects, reads, attributes, copies, deletions, listings);
    uploads(service, uploads, parts, completions);
    buckets(service, buckets);
    return service.build();
  }

  /** Idle threads end after a minute and none keeps the process alive: nothing is to be closed. */
  private static ExecutorService helpers() {
    return Executors.newCachedThreadPool(
        Thread.ofPlatform().name("s3-digest-", 0).daemon().factory());
  }

  private static void archives(
      Service.Builder service,
      Buckets buckets,
      ObjectTable objects,
      BucketTiering tiering,
      Clock clock) {
    tiering.serve(service);
    new Restores(buckets, objects, tiering, clock).serve(service);
  }

  private static void buckets(Service.Builder service, Buckets buckets) {
    service
        .on(S3Api.CREATE_BUCKET, buckets::create)
        .on(S3Api.HEAD_BUCKET, buckets::head)
        .on(S3Api.DELETE_BUCKET, buckets::delete)
        .on(S3Api.LIST_BUCKETS, buckets::list)
        .on(S3Api.GET_BUCKET_LOCATION, buckets::location);
  }

  private static void protection(
      Service.Builder service, Buckets buckets, ObjectTable objects, MfaDelete mfa, Clock clock) {
    new BucketVersioning(buckets, mfa).serve(service);
    new ObjectLocks(buckets, objects, clock).serve(service);
  }

  private static void objects(
      Service.Builder service,
      Objects objects,
      Reads reads,
      Attributes attributes,
      Copies copies,
      Deletions deletions,
      Listings listings) {
    service
        .on(S3Api.PUT_OBJECT, objects::put)
        .on(S3Api.GET_OBJECT, reads::get)
        .on(S3Api.HEAD_OBJECT, reads::head)
        .on(S3Api.GET_OBJECT_ATTRIBUTES, attributes::get)
        .on(S3Api.COPY_OBJECT, copies::copy)
        .on(S3Api.DELETE_OBJECT, deletions::delete)
        .on(S3Api.DELETE_OBJECTS, deletions::deleteAll)
        .on(S3Api.LIST_OBJECTS, listings::list)
        .on(S3Api.LIST_OBJECTS_V2, listings::listV2);
  }

  private static void uploads(
      Service.Builder service, Uploads uploads, UploadParts parts, Completions completions) {
    service
        .on(S3Api.CREATE_MULTIPART_UPLOAD, uploads::create)
        .on(S3Api.LIST_MULTIPART_UPLOADS, uploads::list)
        .on(S3Api.ABORT_MULTIPART_UPLOAD, uploads::abort)
        .on(S3Api.UPLOAD_PART, parts::put)
        .on(S3Api.UPLOAD_PART_COPY, parts::copy)
        .on(S3Api.LIST_PARTS, parts::list)
        .on(S3Api.COMPLETE_MULTIPART_UPLOAD, completions::complete);
  }

  private static void tags(Service.Builder service, BucketTags buckets, ObjectTags objects) {
    service
        .on(S3Api.PUT_BUCKET_TAGGING, buckets::put)
        .on(S3Api.GET_BUCKET_TAGGING, buckets::get)
        .on(S3Api.DELETE_BUCKET_TAGGING, buckets::delete)
        .on(S3Api.PUT_OBJECT_TAGGING, objects::put)
        .on(S3Api.GET_OBJECT_TAGGING, objects::get)
        .on(S3Api.DELETE_OBJECT_TAGGING, objects::delete);
  }

  private static void configurations(
      Service.Builder service, SubResources resources, ContinuationTokens tokens, Ids ids) {
    new BucketCors(resources).serve(service);
    new BucketWebsite(resources).serve(service);
    new BucketSwitches(resources).serve(service);
    new BucketEncryption(resources).serve(service);
    new BucketReplication(resources).serve(service);
    new BucketReports(resources, tokens).serve(service);
    new BucketNotifications(resources, ids).serve(service);
  }

  private static void access(
      Service.Builder service, SubResources resources, ObjectTable objects, AccessRules rules) {
    Buckets buckets = resources.buckets();
    new BucketOwnership(buckets).serve(service);
    new BucketPublicAccess(buckets).serve(service);
    new BucketAcls(buckets, rules).serve(service);
    new ObjectAcls(buckets, objects, rules).serve(service);
    new BucketPolicies(resources, rules).serve(service);
  }

  /**
   * What guards buckets and objects.
   *
   * @param tables where S3 keeps its rows
   */
  public static Guard guard(Tables tables) {
    Schema schema = Schema.declare(tables);
    return new BucketGuard(schema, new AccessRules(schema));
  }

  /**
   * The rules of buckets for pages of other origins.
   *
   * @param tables where S3 keeps its rows
   */
  public static CrossOrigin crossOrigin(Tables tables) {
    return new BucketOrigins(Schema.declare(tables));
  }
}
