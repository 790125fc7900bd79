package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.PageTokens;
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
   */
  public static Service service(
      Tables tables, Blobs blobs, Clock clock, PageTokens tokens, Ids ids) {
    // Idle threads end after a minute and none keeps the process alive: there is nothing to close.
    ExecutorService helpers =
        Executors.newCachedThreadPool(Thread.ofPlatform().name("s3-digest-", 0).daemon().factory());
    ContinuationTokens continuation = new ContinuationTokens(tokens);
    Schema schema = Schema.declare(tables);
    BlobLedger ledger = new BlobLedger(schema, blobs);
    ObjectTable table = new ObjectTable(schema, ledger);
    Ingest ingest = new Ingest(blobs, helpers);
    Contents contents = new Contents(schema, blobs, ledger);
    Uploads uploads = new Uploads(schema, table, ledger);
    Buckets buckets = new Buckets(schema, uploads, continuation, clock);
    Objects objects = new Objects(buckets, table, ingest, clock);
    Reads reads = new Reads(buckets, table, contents);
    Listings listings = new Listings(buckets, schema, continuation);
    return Service.of(S3Api.API)
        .on(S3Api.CREATE_BUCKET, buckets::create)
        .on(S3Api.HEAD_BUCKET, buckets::head)
        .on(S3Api.DELETE_BUCKET, buckets::delete)
        .on(S3Api.LIST_BUCKETS, buckets::list)
        .on(S3Api.GET_BUCKET_LOCATION, buckets::location)
        .on(S3Api.PUT_OBJECT, objects::put)
        .on(S3Api.GET_OBJECT, reads::get)
        .on(S3Api.HEAD_OBJECT, reads::head)
        .on(S3Api.DELETE_OBJECT, objects::delete)
        .on(S3Api.DELETE_OBJECTS, objects::deleteAll)
        .on(S3Api.LIST_OBJECTS, listings::list)
        .on(S3Api.LIST_OBJECTS_V2, listings::listV2)
        .build();
  }
}
