package dev.sagebrush.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "TrainingJobName,trainingJobName",
    "KMSKeyId,kmsKeyId",
    "ETag,eTag",
    "ACL,acl",
    "Id,id",
    "SSECustomerKeyMD5,sseCustomerKeyMD5",
    "default,default_",
    "a,a",
    "x-amz,x_amz"
  })
  void membersBecomeComponents(String member, String component) {
    assertEquals(component, Names.component(member));
  }

  @ParameterizedTest
  @CsvSource({
    "PutObject,PUT_OBJECT",
    "ListObjectsV2,LIST_OBJECTS_V2",
    "GetMFADevice,GET_MFA_DEVICE",
    "ml.m5.xlarge,ML_M5_XLARGE",
    "aws:kms,AWS_KMS",
    "2.0,_2_0",
    "InProgress,IN_PROGRESS"
  })
  void valuesBecomeConstants(String value, String constant) {
    assertEquals(constant, Names.constant(value));
  }

  @ParameterizedTest
  @CsvSource({"Object,S3Object", "Bucket,Bucket", "roleType,RoleType"})
  void shapesBecomeTypesThatHideNothing(String shape, String type) {
    assertEquals(type, Names.type(shape, "S3"));
  }
}
