package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.Bucket;
import dev.sagebrush.model.s3.CreateBucketConfiguration;
import dev.sagebrush.model.s3.CreateBucketOutput;
import dev.sagebrush.model.s3.CreateBucketRequest;
import dev.sagebrush.model.s3.DeleteBucketRequest;
import dev.sagebrush.model.s3.DeleteBucketTaggingRequest;
import dev.sagebrush.model.s3.DeleteObjectOutput;
import dev.sagebrush.model.s3.DeleteObjectRequest;
import dev.sagebrush.model.s3.GetBucketLocationOutput;
import dev.sagebrush.model.s3.GetBucketLocationRequest;
import dev.sagebrush.model.s3.GetBucketTaggingOutput;
import dev.sagebrush.model.s3.GetBucketTaggingRequest;
import dev.sagebrush.model.s3.HeadBucketOutput;
import dev.sagebrush.model.s3.HeadBucketRequest;
import dev.sagebrush.model.s3.ListBucketsOutput;
import dev.sagebrush.model.s3.ListBucketsRequest;
import dev.sagebrush.model.s3.PutBucketTaggingRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.Tag;
import dev.sagebrush.model.s3.Tagging;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

  private static final Call VIRGINIA = Harness.call(Harness.ACCOUNT, "us-east-1");
  private static final Call IRELAND = Harness.call(Harness.ACCOUNT, "eu-west-1");
  private static final Call STRANGER = Harness.call("111111111111", "us-east-1");

  private Harness s3;

  @BeforeEach
  void open(@TempDir Path folder) {
    s3 = new Harness(folder);
  }

  @AfterEach
  void close() {
    s3.close();
  }

  private static CreateBucketRequest making(String name, String constraint) {
    return CreateBucketRequest.builder()
        .bucket(name)
        .createBucketConfiguration(
            CreateBucketConfiguration.builder().locationConstraint(constraint).build())
        .build();
  }

  private String make(Call call, String name, String constraint) {
    return s3.call(call, S3Api.CREATE_BUCKET, CreateBucketOutput.class, making(name, constraint))
        .location();
  }

  private String refusal(Call call, String name, String constraint) {
    return s3.refused(call, S3Api.CREATE_BUCKET, making(name, constraint)).code();
  }

  private String location(String name) {
    return s3.call(
            S3Api.GET_BUCKET_LOCATION,
            GetBucketLocationOutput.class,
            GetBucketLocationRequest.builder().bucket(name).build())
        .locationConstraint();
  }

  @Test
  void bucketsAreWhereTheyAreMade() {
    assertEquals("/first", make(VIRGINIA, "first", null));
    assertNull(location("first"));
    assertEquals("http://second.s3.amazonaws.com/", make(VIRGINIA, "second", "eu-central-1"));
    assertEquals("eu-central-1", location("second"));
    make(IRELAND, "third", "eu-west-1");
    HeadBucketOutput head =
        s3.call(
            S3Api.HEAD_BUCKET,
            HeadBucketOutput.class,
            HeadBucketRequest.builder().bucket("third").build());
    assertEquals("eu-west-1", head.bucketRegion());
    assertEquals("IllegalLocationConstraintException", refusal(IRELAND, "fourth", null));
    assertEquals("IllegalLocationConstraintException", refusal(IRELAND, "fourth", "us-west-2"));
    assertEquals("InvalidLocationConstraint", refusal(VIRGINIA, "fourth", "atlantis-1"));
  }

  @Test
  void onlyInVirginiaIsABucketMadeTwice() {
    make(VIRGINIA, "mine", null);
    make(VIRGINIA, "mine", null);
    assertEquals("BucketAlreadyExists", refusal(STRANGER, "mine", null));
    make(IRELAND, "there", "eu-west-1");
    assertEquals("BucketAlreadyOwnedByYou", refusal(IRELAND, "there", "eu-west-1"));
    assertEquals(
        409, s3.refused(IRELAND, S3Api.CREATE_BUCKET, making("there", "eu-west-1")).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab",
        "Upper",
        "under_score",
        "-dash",
        "dash-",
        ".dot",
        "dot.",
        "two..dots",
        "192.168.5.4",
        "xn--name",
        "sthree-name",
        "amzn-s3-demo-name",
        "name-s3alias",
        "name--ol-s3",
        "name.mrap",
        "name--x-s3",
        "name--table-s3",
        "a234567890123456789012345678901234567890123456789012345678901234"
      })
  void namesKeepToTheRules(String name) {
    ServiceException refused =
        s3.refused(S3Api.CREATE_BUCKET, CreateBucketRequest.builder().bucket(name).build());
    assertEquals("InvalidBucketName", refused.code());
    assertEquals(name, refused.extras().get("BucketName"));
  }

  @Test
  void allowedNamesAreAllowed() {
    for (String name : new String[] {"abc", "a.b-c", "1.2.3", "192.168.5.4.5", "0-0"}) {
      make(VIRGINIA, name, null);
    }
  }

  @Test
  void onlyEmptyBucketsGo() {
    s3.createBucket(Harness.BUCKET);
    s3.put("k", "v");
    DeleteBucketRequest delete = DeleteBucketRequest.builder().bucket(Harness.BUCKET).build();
    assertEquals("BucketNotEmpty", s3.refused(S3Api.DELETE_BUCKET, delete).code());
    s3.call(
        S3Api.DELETE_OBJECT,
        DeleteObjectOutput.class,
        DeleteObjectRequest.builder().bucket(Harness.BUCKET).key("k").build());
    Parts upload = Parts.begin(s3, "under way");
    upload.put(1, new byte[10]);
    s3.call(S3Api.DELETE_BUCKET, Unit.class, delete);
    assertEquals(List.of(), s3.blobRows());
    assertEquals("NoSuchBucket", s3.refused(S3Api.DELETE_BUCKET, delete).code());
    assertEquals(
        "NoSuchBucket", s3.refused(S3Api.PUT_OBJECT, Harness.putting("k", "v").build()).code());
    s3.createBucket(Harness.BUCKET);
    assertEquals(
        "NoSuchUpload", s3.refused(S3Api.UPLOAD_PART, upload.part(2, new byte[1]).build()).code());
  }

  @Test
  void bucketsAreListedByAccountPrefixRegionAndPage() {
    for (String name : new String[] {"log-a", "log-b", "log-c", "other"}) {
      make(VIRGINIA, name, null);
    }
    make(VIRGINIA, "log-far", "eu-west-1");
    make(STRANGER, "log-b2", null);
    ListBucketsRequest.Builder request = ListBucketsRequest.builder();
    assertEquals(List.of("log-a", "log-b", "log-c", "log-far", "other"), names(list(request)));
    assertEquals(List.of("log-far"), names(list(request.bucketRegion("eu-west-1"))));
    request.bucketRegion(null).prefix("log-").maxBuckets(2);
    ListBucketsOutput page = list(request);
    assertEquals(List.of("log-a", "log-b"), names(page));
    ListBucketsOutput rest = list(request.continuationToken(page.continuationToken()));
    assertEquals(List.of("log-c", "log-far"), names(rest));
    assertNull(rest.continuationToken());
    assertEquals(64, rest.owner().id().length());
    assertEquals(
        "InvalidArgument",
        s3.refused(S3Api.LIST_BUCKETS, request.continuationToken("bad").build()).code());
  }

  private ListBucketsOutput list(ListBucketsRequest.Builder request) {
    return s3.call(S3Api.LIST_BUCKETS, ListBucketsOutput.class, request.build());
  }

  private static List<String> names(ListBucketsOutput page) {
    return page.buckets().stream().map(Bucket::name).toList();
  }

  @Test
  void mistakenOwnersAreDenied() {
    s3.createBucket(Harness.BUCKET);
    s3.put("k", "v");
    assertEquals(
        "AccessDenied",
        s3.refused(
                S3Api.PUT_OBJECT,
                Harness.putting("k", "w").expectedBucketOwner("111111111111").build())
            .code());
    s3.bytes(Harness.getting("k").expectedBucketOwner(Harness.ACCOUNT));
  }

  @Test
  void whatABucketCannotHaveIsRefusedByName() {
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket("plain");
    assertNotNull(
        s3.call(
            S3Api.CREATE_BUCKET,
            CreateBucketOutput.class,
            request
                .objectLockEnabledForBucket(null)
                .acl("private")
                .objectOwnership("BucketOwnerEnforced")
                .build()));
  }

  @Test
  void bucketsHaveTags() {
    s3.createBucket(Harness.BUCKET);
    GetBucketTaggingRequest get = GetBucketTaggingRequest.builder().bucket(Harness.BUCKET).build();
    assertEquals("NoSuchTagSet", s3.refused(S3Api.GET_BUCKET_TAGGING, get).code());
    List<Tag> tags =
        List.of(
            Tag.builder().key("team").value("ml").build(),
            Tag.builder().key("empty").value("").build());
    s3.call(
        S3Api.PUT_BUCKET_TAGGING,
        Unit.class,
        PutBucketTaggingRequest.builder()
            .bucket(Harness.BUCKET)
            .tagging(Tagging.builder().tagSet(tags).build())
            .build());
    assertEquals(
        tags, s3.call(S3Api.GET_BUCKET_TAGGING, GetBucketTaggingOutput.class, get).tagSet());
    s3.call(
        S3Api.DELETE_BUCKET_TAGGING,
        Unit.class,
        DeleteBucketTaggingRequest.builder().bucket(Harness.BUCKET).build());
    assertEquals("NoSuchTagSet", s3.refused(S3Api.GET_BUCKET_TAGGING, get).code());
  }
}
