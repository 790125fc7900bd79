package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.policy.AccessRequest;
import dev.sagebrush.kernel.policy.Evaluator;
import dev.sagebrush.kernel.policy.Guard;
import dev.sagebrush.kernel.policy.Guarded;
import dev.sagebrush.kernel.policy.Policies;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.CreateBucketOutput;
import dev.sagebrush.model.s3.CreateBucketRequest;
import dev.sagebrush.model.s3.DeletePublicAccessBlockRequest;
import dev.sagebrush.model.s3.GetBucketPolicyOutput;
import dev.sagebrush.model.s3.GetBucketPolicyRequest;
import dev.sagebrush.model.s3.PublicAccessBlockConfiguration;
import dev.sagebrush.model.s3.PutBucketAclRequest;
import dev.sagebrush.model.s3.PutBucketPolicyRequest;
import dev.sagebrush.model.s3.PutObjectOutput;
import dev.sagebrush.model.s3.PutPublicAccessBlockRequest;
import dev.sagebrush.model.s3.S3Api;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketGuardTest {

  private static final String ELSE = "111111111111";
  private static final String BUCKET_ARN = "arn:aws:s3:::" + Harness.BUCKET;
  private static final Requester OWNER = root(Harness.ACCOUNT);
  private static final Requester STRANGER = root(ELSE);
  private static final Requester NOBODY = Requester.anonymous();

  private Harness s3;
  private Guard guard;

  @BeforeEach
  void open(@TempDir Path folder) {
    s3 = new Harness(folder);
    guard = S3.guard(s3.tables);
    s3.call(
        S3Api.CREATE_BUCKET,
        CreateBucketOutput.class,
        CreateBucketRequest.builder()
            .bucket(Harness.BUCKET)
            .objectOwnership("ObjectWriter")
            .build());
    s3.call(
        S3Api.DELETE_PUBLIC_ACCESS_BLOCK,
        Unit.class,
        DeletePublicAccessBlockRequest.builder().bucket(Harness.BUCKET).build());
  }

  @AfterEach
  void close() {
    s3.close();
  }

  private static Requester root(String account) {
    return new Requester(
        Requester.Kind.ROOT, account, "arn:aws:iam::" + account + ":root", account, null, null);
  }

  private boolean may(Requester requester, String action, String arn) {
    Guarded guarded = guard.find(requester, action, arn);
    return Evaluator.decide(
            AccessRequest.of(requester, action, arn, guarded.keys()).of(guarded.account()),
            Policies.NONE.withResource(guarded.policies()).withGranted(guarded.granted()))
        .allowed();
  }

  private void policy(String text) {
    s3.call(
        S3Api.PUT_BUCKET_POLICY,
        Unit.class,
        PutBucketPolicyRequest.builder().bucket(Harness.BUCKET).policy(text).build());
  }

  private static String allowing(String principal, String condition) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
        + principal
        + ",\"Action\":\"s3:GetObject\",\"Resource\":\""
        + BUCKET_ARN
        + "/*\""
        + condition
        + "}]}";
  }

  @Test
  void whatIsNotThereIsNotGuarded() {
    assertNull(guard.find(OWNER, "s3:ListBucket", "arn:aws:s3:::nowhere"));
    assertNull(guard.find(OWNER, "s3:ListAllMyBuckets", "*"));
  }

  @Test
  void aclsLetInWhomTheyName() {
    s3.put("k", "v");
    String key = BUCKET_ARN + "/k";
    assertTrue(may(OWNER, "s3:GetObject", key));
    assertFalse(may(STRANGER, "s3:GetObject", key));
    assertFalse(may(NOBODY, "s3:GetObject", key));
    s3.call(
        S3Api.PUT_OBJECT,
        PutObjectOutput.class,
        Harness.putting("k", "v").acl("public-read").build());
    assertTrue(may(STRANGER, "s3:GetObject", key));
    assertTrue(may(NOBODY, "s3:GetObject", key));
    assertFalse(may(NOBODY, "s3:PutObject", key));
    assertFalse(may(NOBODY, "s3:GetObjectAcl", key));
    s3.call(
        S3Api.PUT_BUCKET_ACL,
        Unit.class,
        PutBucketAclRequest.builder()
            .bucket(Harness.BUCKET)
            .grantWrite("id=" + Owners.canonicalId(ELSE))
            .build());
    assertTrue(may(STRANGER, "s3:PutObject", BUCKET_ARN + "/new"));
    assertTrue(may(STRANGER, "s3:PutObjectAcl", BUCKET_ARN + "/new"));
    assertFalse(may(STRANGER, "s3:PutObjectAcl", key));
    assertFalse(may(STRANGER, "s3:ListBucket", BUCKET_ARN));
    assertFalse(may(NOBODY, "s3:PutObject", BUCKET_ARN + "/new"));
  }

  @Test
  void anObjectOfAnotherIsTheOthers() throws Exception {
    StoredBucket bucket = Schema.declare(s3.tables).buckets().get(Harness.BUCKET);
    ObjectAccess access =
        Call.as(
            Harness.call(ELSE, "us-east-1"),
            () ->
                new AccessRules(Schema.declare(s3.tables))
                    .ofNew(bucket, Harness.putting("k", "").build()));
    s3.put("k", "v");
    Schema schema = Schema.declare(s3.tables);
    String row = Schema.objectKey(Harness.BUCKET, "k");
    schema.objects().put(row, schema.objects().get(row).withAccess(access));
    assertEquals(ELSE, guard.find(OWNER, "s3:GetObject", BUCKET_ARN + "/k").account());
    assertFalse(may(OWNER, "s3:GetObject", BUCKET_ARN + "/k"));
    assertTrue(may(STRANGER, "s3:GetObject", BUCKET_ARN + "/k"));
    assertTrue(may(OWNER, "s3:DeleteObject", BUCKET_ARN + "/k"));
    assertTrue(may(OWNER, "s3:BypassGovernanceRetention", BUCKET_ARN + "/k"));
  }

  @Test
  void policiesCountUnlessTheyArePublicAndRestricted() {
    s3.put("k", "v");
    policy(allowing("\"*\"", ""));
    assertTrue(may(NOBODY, "s3:GetObject", BUCKET_ARN + "/k"));
    s3.call(
        S3Api.PUT_PUBLIC_ACCESS_BLOCK,
        Unit.class,
        PutPublicAccessBlockRequest.builder()
            .bucket(Harness.BUCKET)
            .publicAccessBlockConfiguration(
                PublicAccessBlockConfiguration.builder()
                    .blockPublicPolicy(true)
                    .restrictPublicBuckets(true)
                    .build())
            .build());
    assertFalse(may(NOBODY, "s3:GetObject", BUCKET_ARN + "/k"));
    assertTrue(may(OWNER, "s3:GetObject", BUCKET_ARN + "/k"));
    assertEquals(
        "AccessDenied",
        s3.refused(
                S3Api.PUT_BUCKET_POLICY,
                PutBucketPolicyRequest.builder()
                    .bucket(Harness.BUCKET)
                    .policy(allowing("\"*\"", ""))
                    .build())
            .code());
    policy(allowing("{\"AWS\":\"" + ELSE + "\"}", ""));
    assertTrue(may(STRANGER, "s3:GetObject", BUCKET_ARN + "/k"));
  }

  @Test
  void rootIsNotLockedOutOfThePolicy() {
    String denying =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\","
            + "\"Action\":\"s3:*\",\"Resource\":\""
            + BUCKET_ARN
            + "\"}}";
    policy(denying);
    assertTrue(may(OWNER, "s3:DeleteBucketPolicy", BUCKET_ARN));
    assertFalse(may(OWNER, "s3:ListBucket", BUCKET_ARN));
    assertEquals(
        denying,
        s3.call(
                S3Api.GET_BUCKET_POLICY,
                GetBucketPolicyOutput.class,
                GetBucketPolicyRequest.builder().bucket(Harness.BUCKET).build())
            .policy());
  }

  @Test
  void policiesMayNameTheirBucketByWildcards() {
    policy(allowing("\"*\"", "").replace(Harness.BUCKET, "*"));
    policy(allowing("\"*\"", "").replace(Harness.BUCKET, "buck?t-*"));
    s3.put("k", "v");
    assertTrue(may(NOBODY, "s3:GetObject", BUCKET_ARN + "/k"));
  }

  @Test
  void policiesOfOtherThingsAreRefused() {
    for (String wrong :
        List.of(
            "",
            "[]",
            allowing("\"*\"", "").replace(Harness.BUCKET, "other"),
            allowing("\"*\"", "").replace("s3:GetObject", "iam:GetUser"),
            allowing("\"*\"", "").replace("\"Principal\":\"*\",", ""))) {
      assertEquals(
          "MalformedPolicy",
          s3.refused(
                  S3Api.PUT_BUCKET_POLICY,
                  PutBucketPolicyRequest.builder().bucket(Harness.BUCKET).policy(wrong).build())
              .code(),
          wrong);
    }
  }

  @Test
  void publicIsWhatPinsNobodyDown() {
    assertTrue(PublicPolicy.is(allowing("\"*\"", "")));
    assertTrue(PublicPolicy.is(allowing("{\"AWS\":[\"" + ELSE + "\",\"*\"]}", "")));
    assertFalse(PublicPolicy.is(allowing("{\"AWS\":\"" + ELSE + "\"}", "")));
    assertFalse(PublicPolicy.is(allowing("\"*\"", on("IpAddress", "aws:SourceIp", "10.0.0.0/8"))));
    assertTrue(PublicPolicy.is(allowing("\"*\"", on("IpAddress", "aws:SourceIp", "0.0.0.0/1"))));
    assertTrue(PublicPolicy.is(allowing("\"*\"", on("NotIpAddress", "aws:SourceIp", "10.0.0.1"))));
    assertFalse(PublicPolicy.is(allowing("\"*\"", on("StringEquals", "aws:SourceVpc", "vpc-1"))));
    assertTrue(PublicPolicy.is(allowing("\"*\"", on("StringLike", "aws:SourceVpc", "vpc-*"))));
    assertTrue(PublicPolicy.is(allowing("\"*\"", on("StringLike", "aws:Referer", "http://a/"))));
    assertFalse(
        PublicPolicy.is(
            allowing(
                "\"*\"", on("ArnLike", "aws:SourceArn", "arn:aws:s3:::a".replace("::", ":1:")))));
  }

  private static String on(String operator, String key, String value) {
    return ",\"Condition\":{\"" + operator + "\":{\"" + key + "\":\"" + value + "\"}}";
  }
}
