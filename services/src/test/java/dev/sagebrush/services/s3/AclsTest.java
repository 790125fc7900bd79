package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.AccessControlPolicy;
import dev.sagebrush.model.s3.CreateBucketOutput;
import dev.sagebrush.model.s3.CreateBucketRequest;
import dev.sagebrush.model.s3.DeleteBucketOwnershipControlsRequest;
import dev.sagebrush.model.s3.DeletePublicAccessBlockRequest;
import dev.sagebrush.model.s3.GetBucketAclOutput;
import dev.sagebrush.model.s3.GetBucketAclRequest;
import dev.sagebrush.model.s3.GetBucketOwnershipControlsOutput;
import dev.sagebrush.model.s3.GetBucketOwnershipControlsRequest;
import dev.sagebrush.model.s3.GetObjectAclOutput;
import dev.sagebrush.model.s3.GetObjectAclRequest;
import dev.sagebrush.model.s3.GetPublicAccessBlockRequest;
import dev.sagebrush.model.s3.Grant;
import dev.sagebrush.model.s3.Grantee;
import dev.sagebrush.model.s3.Owner;
import dev.sagebrush.model.s3.OwnershipControls;
import dev.sagebrush.model.s3.OwnershipControlsRule;
import dev.sagebrush.model.s3.PutBucketAclRequest;
import dev.sagebrush.model.s3.PutBucketOwnershipControlsRequest;
import dev.sagebrush.model.s3.PutObjectAclOutput;
import dev.sagebrush.model.s3.PutObjectAclRequest;
import dev.sagebrush.model.s3.PutObjectOutput;
import dev.sagebrush.model.s3.S3Api;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AclsTest {

  private static final String ME = Owners.canonicalId(Harness.ACCOUNT);
  private static final String YOU = Owners.canonicalId("111111111111");

  private Harness s3;

  @BeforeEach
  void open(@TempDir Path folder) {
    s3 = new Harness(folder);
  }

  @AfterEach
  void close() {
    s3.close();
  }

  /** A bucket with ACLs, of which nothing is blocked. */
  private void openBucket(String ownership) {
    s3.call(
        S3Api.CREATE_BUCKET,
        CreateBucketOutput.class,
        CreateBucketRequest.builder().bucket(Harness.BUCKET).objectOwnership(ownership).build());
    s3.call(
        S3Api.DELETE_PUBLIC_ACCESS_BLOCK,
        Unit.class,
        DeletePublicAccessBlockRequest.builder().bucket(Harness.BUCKET).build());
  }

  private List<String> grantsOfBucket() {
    return words(
        s3.call(
                S3Api.GET_BUCKET_ACL,
                GetBucketAclOutput.class,
                GetBucketAclRequest.builder().bucket(Harness.BUCKET).build())
            .grants());
  }

  private List<String> grantsOfObject(String key) {
    return words(
        s3.call(
                S3Api.GET_OBJECT_ACL,
                GetObjectAclOutput.class,
                GetObjectAclRequest.builder().bucket(Harness.BUCKET).key(key).build())
            .grants());
  }

  private static List<String> words(List<Grant> grants) {
    return grants.stream()
        .map(each -> {
          String uri = each.grantee().uri();
          String name =
              uri != null
                  ? uri.substring(uri.lastIndexOf('/') + 1)
                  : each.grantee().id().equals(ME) ? "me" : "you";
          return name + " " + each.permission();
        })
        .toList();
  }

  private static PutBucketAclRequest.Builder putting() {
    return PutBucketAclRequest.builder().bucket(Harness.BUCKET);
  }

  private void put(PutBucketAclRequest.Builder request) {
    s3.call(S3Api.PUT_BUCKET_ACL, Unit.class, request.build());
  }

  private String refused(PutBucketAclRequest.Builder request) {
    return s3.refused(S3Api.PUT_BUCKET_ACL, request.build()).code();
  }

  @Test
  void newBucketsHaveNoAclsAndNothingPublic() {
    s3.createBucket(Harness.BUCKET);
    assertEquals(List.of("me FULL_CONTROL"), grantsOfBucket());
    assertEquals("AccessControlListNotSupported", refused(putting().acl("private")));
    GetBucketOwnershipControlsOutput controls =
        s3.call(
            S3Api.GET_BUCKET_OWNERSHIP_CONTROLS,
            GetBucketOwnershipControlsOutput.class,
            GetBucketOwnershipControlsRequest.builder().bucket(Harness.BUCKET).build());
    assertEquals(
        "BucketOwnerEnforced", controls.ownershipControls().rules().getFirst().objectOwnership());
    CreateBucketRequest.Builder open =
        CreateBucketRequest.builder().bucket("open").acl("public-read");
    assertEquals(
        "InvalidBucketAclWithObjectOwnership",
        s3.refused(S3Api.CREATE_BUCKET, open.build()).code());
    assertEquals(
        "InvalidBucketAclWithBlockPublicAccessError",
        s3.refused(S3Api.CREATE_BUCKET, open.objectOwnership("ObjectWriter").build()).code());
  }

  @Test
  void cannedAndGrantedAndWrittenAcls() {
    openBucket("ObjectWriter");
    put(putting().acl("public-read-write"));
    assertEquals(List.of("AllUsers READ", "AllUsers WRITE", "me FULL_CONTROL"), grantsOfBucket());
    put(putting().grantRead("id=\"" + YOU + "\", uri=\"" + Acl.AUTHENTICATED_USERS + "\""));
    assertEquals(List.of("you READ", "AuthenticatedUsers READ"), grantsOfBucket());
    Grant grant =
        Grant.builder()
            .grantee(Grantee.builder().type("CanonicalUser").id(YOU).build())
            .permission("WRITE_ACP")
            .build();
    AccessControlPolicy.Builder written = AccessControlPolicy.builder().grants(List.of(grant));
    assertEquals("MalformedXML", refused(putting().accessControlPolicy(written.build())));
    written.owner(Owner.builder().id(YOU).build());
    assertEquals("AccessDenied", refused(putting().accessControlPolicy(written.build())));
    written.owner(Owner.builder().id(ME).build());
    put(putting().accessControlPolicy(written.build()));
    assertEquals(List.of("you WRITE_ACP"), grantsOfBucket());
    assertEquals(
        "UnexpectedContent",
        refused(putting().acl("private").accessControlPolicy(written.build())));
    put(putting().acl("private"));
    assertEquals(List.of("me FULL_CONTROL"), grantsOfBucket());
  }

  @Test
  void whatNamesNobodyIsRefused() {
    openBucket("ObjectWriter");
    assertEquals("MissingSecurityHeader", refused(putting()));
    assertEquals("InvalidArgument", refused(putting().acl("open")));
    assertEquals("InvalidArgument", refused(putting().grantRead("id=_foo")));
    assertEquals("InvalidArgument", refused(putting().grantRead("uri=http://elsewhere")));
    assertEquals("InvalidArgument", refused(putting().grantRead("somebody")));
    assertEquals(
        "UnresolvableGrantByEmailAddress", refused(putting().grantRead("emailAddress=a@b.c")));
    assertEquals("InvalidRequest", refused(putting().acl("private").grantRead("id=" + ME)));
  }

  @Test
  void objectsHaveAclsThatTheirContentOutlives() {
    openBucket("ObjectWriter");
    s3.call(
        S3Api.PUT_OBJECT,
        PutObjectOutput.class,
        Harness.putting("k", "v").acl("public-read").build());
    assertEquals(List.of("AllUsers READ", "me FULL_CONTROL"), grantsOfObject("k"));
    s3.call(
        S3Api.PUT_OBJECT_ACL,
        PutObjectAclOutput.class,
        PutObjectAclRequest.builder()
            .bucket(Harness.BUCKET)
            .key("k")
            .grantReadACP("id=" + YOU)
            .build());
    assertEquals(List.of("you READ_ACP"), grantsOfObject("k"));
    s3.put("k", "again");
    assertEquals(List.of("me FULL_CONTROL"), grantsOfObject("k"));
  }

  @Test
  void whatIsBlockedIsDenied() {
    s3.call(
        S3Api.CREATE_BUCKET,
        CreateBucketOutput.class,
        CreateBucketRequest.builder()
            .bucket(Harness.BUCKET)
            .objectOwnership("ObjectWriter")
            .build());
    assertEquals("AccessDenied", refused(putting().acl("public-read")));
    assertEquals("AccessDenied", refused(putting().acl("authenticated-read")));
    put(putting().grantRead("id=" + YOU));
    assertEquals(
        "AccessDenied",
        s3.refused(S3Api.PUT_OBJECT, Harness.putting("k", "").acl("public-read").build()).code());
    DeletePublicAccessBlockRequest unblock =
        DeletePublicAccessBlockRequest.builder().bucket(Harness.BUCKET).build();
    s3.call(S3Api.DELETE_PUBLIC_ACCESS_BLOCK, Unit.class, unblock);
    assertEquals(
        "NoSuchPublicAccessBlockConfiguration",
        s3.refused(
                S3Api.GET_PUBLIC_ACCESS_BLOCK,
                GetPublicAccessBlockRequest.builder().bucket(Harness.BUCKET).build())
            .code());
    put(putting().acl("public-read"));
  }

  @Test
  void ownershipDecidesWhoseANewObjectIs() throws Exception {
    StoredBucket bucket =
        new StoredBucket(
            Harness.ACCOUNT,
            "us-east-1",
            Harness.START_SECOND,
            Map.of(),
            new BucketAccess("BucketOwnerPreferred", null, null),
            null,
            null,
            null);
    AccessRules rules = new AccessRules(Schema.declare(s3.tables));
    Call writer = Harness.call("111111111111", "us-east-1");
    ObjectAccess full =
        Call.as(
            writer,
            () ->
                rules.ofNew(
                    bucket, Harness.putting("k", "").acl("bucket-owner-full-control").build()));
    assertNull(full);
    ObjectAccess plain =
        Call.as(writer, () -> rules.ofNew(bucket, Harness.putting("k", "").build()));
    assertEquals("111111111111", ObjectAccess.owner(bucket, plain));
    StoredBucket enforced = bucket.withAccess(BucketAccess.NEW);
    assertEquals(Harness.ACCOUNT, ObjectAccess.owner(enforced, plain));
    assertEquals(Acl.ofOwner(ME), ObjectAccess.acl(enforced, plain));
  }

  @Test
  void aclsAreDisabledOnlyWhereNoneCounts() {
    openBucket("BucketOwnerPreferred");
    put(putting().acl("public-read"));
    OwnershipControlsRule rule =
        OwnershipControlsRule.builder().objectOwnership("BucketOwnerEnforced").build();
    PutBucketOwnershipControlsRequest enforce =
        PutBucketOwnershipControlsRequest.builder()
            .bucket(Harness.BUCKET)
            .ownershipControls(OwnershipControls.builder().rules(List.of(rule)).build())
            .build();
    assertEquals(
        "InvalidBucketAclWithObjectOwnership",
        s3.refused(S3Api.PUT_BUCKET_OWNERSHIP_CONTROLS, enforce).code());
    put(putting().acl("private"));
    s3.call(S3Api.PUT_BUCKET_OWNERSHIP_CONTROLS, Unit.class, enforce);
    assertEquals("AccessControlListNotSupported", refused(putting().acl("private")));
    s3.call(
        S3Api.DELETE_BUCKET_OWNERSHIP_CONTROLS,
        Unit.class,
        DeleteBucketOwnershipControlsRequest.builder().bucket(Harness.BUCKET).build());
    assertEquals(
        "OwnershipControlsNotFoundError",
        s3.refused(
                S3Api.GET_BUCKET_OWNERSHIP_CONTROLS,
                GetBucketOwnershipControlsRequest.builder().bucket(Harness.BUCKET).build())
            .code());
  }
}
