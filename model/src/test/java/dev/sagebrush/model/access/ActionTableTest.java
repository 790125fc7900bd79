package dev.sagebrush.model.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.iam.GetUserRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.s3.CopyObjectRequest;
import dev.sagebrush.model.s3.Delete;
import dev.sagebrush.model.s3.DeleteObjectsRequest;
import dev.sagebrush.model.s3.GetObjectRequest;
import dev.sagebrush.model.s3.ListBucketsRequest;
import dev.sagebrush.model.s3.ListObjectsV2Request;
import dev.sagebrush.model.s3.ObjectIdentifier;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.sagemaker.CreateModelInput;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.model.sagemaker.Tag;
import dev.sagebrush.model.sts.GetCallerIdentityRequest;
import dev.sagebrush.model.sts.STSApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionTableTest {

  private static final CallFacts CALL = new CallFacts("eu-west-1", "111122223333", "ann");

  private static List<String> needs(Operation<?, ?> operation, Struct request) {
    return ActionTable.of(operation.api()).needs(operation, request, CALL).stream()
        .map(need ->
            need.action()
                + " "
                + need.resource()
                + (need.passedTo() == null ? "" : " to " + need.passedTo()))
        .toList();
  }

  @Test
  void namesActionAndResource() {
    assertEquals(
        List.of("s3:GetObject arn:aws:s3:::b/a//k"),
        needs(S3Api.GET_OBJECT, GetObjectRequest.builder().bucket("b").key("a//k").build()));
    assertEquals(
        List.of("s3:GetObjectVersion arn:aws:s3:::b/k"),
        needs(
            S3Api.GET_OBJECT,
            GetObjectRequest.builder().bucket("b").key("k").versionId("v").build()));
    assertEquals(
        List.of("s3:ListAllMyBuckets *"),
        needs(S3Api.LIST_BUCKETS, ListBucketsRequest.builder().build()));
    assertEquals(
        List.of("s3:ListBucket arn:aws:s3:::b"),
        needs(S3Api.LIST_OBJECTS_V2, ListObjectsV2Request.builder().bucket("b").build()));
  }

  @Test
  void asksForEveryPermissionOfACopy() {
    assertEquals(
        List.of("s3:PutObject arn:aws:s3:::b/k", "s3:GetObject arn:aws:s3:::from/a b+c"),
        needs(
            S3Api.COPY_OBJECT,
            CopyObjectRequest.builder()
                .bucket("b")
                .key("k")
                .copySource("/from/a%20b+c?versionId=1")
                .build()));
  }

  @Test
  void namesEveryElementOfAList() {
    Delete delete =
        Delete.builder()
            .objects(
                List.of(
                    ObjectIdentifier.builder().key("x").build(),
                    ObjectIdentifier.builder().key("y").build()))
            .build();
    assertEquals(
        List.of("s3:DeleteObject arn:aws:s3:::b/x", "s3:DeleteObject arn:aws:s3:::b/y"),
        needs(
            S3Api.DELETE_OBJECTS,
            DeleteObjectsRequest.builder().bucket("b").delete(delete).build()));
  }

  @Test
  void rolesThatArePassedNeedThePermission() {
    CreateModelInput request =
        CreateModelInput.builder()
            .modelName("m")
            .executionRoleArn("arn:aws:iam::111122223333:role/r")
            .tags(List.of(Tag.builder().key("team").value("blue").build()))
            .build();
    assertEquals(
        List.of(
            "sagemaker:CreateModel arn:aws:sagemaker:eu-west-1:111122223333:model/m",
            "iam:PassRole arn:aws:iam::111122223333:role/r to sagemaker.amazonaws.com"),
        needs(SageMakerApi.CREATE_MODEL, request));
    Map<String, List<String>> keys = ActionTable.of(SageMakerApi.API).keys(request);
    assertEquals(List.of("blue"), keys.get("aws:RequestTag/team"));
    assertEquals(List.of("team"), keys.get("aws:TagKeys"));
  }

  @Test
  void fallsBackOnTheCaller() {
    assertEquals(
        List.of("iam:GetUser arn:aws:iam::111122223333:user/ann"),
        needs(IAMApi.GET_USER, GetUserRequest.builder().build()));
    assertTrue(
        needs(STSApi.GET_CALLER_IDENTITY, GetCallerIdentityRequest.builder().build()).isEmpty());
  }

  @Test
  void givesConditionKeysTheirValues() {
    ActionTable table = ActionTable.of(S3Api.API);
    assertEquals(
        Map.of("s3:prefix", List.of("p/"), "s3:max-keys", List.of("5")),
        table.keys(ListObjectsV2Request.builder().bucket("b").prefix("p/").maxKeys(5).build()));
  }

  @Test
  void knowsWhatItDoesNotSay() {
    ActionTable table = new ActionTable(ActionFile.parse("prefix x\nby Bucket {Bucket}\n", "t"));
    assertTrue(table.knows(S3Api.GET_OBJECT));
    assertFalse(table.knows(S3Api.LIST_BUCKETS));
    assertThrows(IllegalStateException.class, () -> ActionFile.parse("by x\n", "t"));
    assertThrows(IllegalStateException.class, () -> ActionFile.parse("by x {y\n", "t"));
  }
}
