package dev.sagebrush.wire.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.iam.CreateRoleRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.logs.CloudWatchLogsApi;
import dev.sagebrush.model.logs.CreateLogGroupRequest;
import dev.sagebrush.model.s3.PutObjectRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.sagemaker.AddTagsInput;
import dev.sagebrush.model.sagemaker.CreateModelInput;
import dev.sagebrush.model.sagemaker.ListModelsInput;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.model.sagemaker.Tag;
import dev.sagebrush.model.sagemaker.VpcConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidationTest {

  private static final String ROLE = "arn:aws:iam::123456789012:role/r";

  private static String refusal(Api api, Struct request) {
    return assertThrows(ServiceException.class, () -> Validation.require(api, request))
        .getMessage();
  }

  @Test
  void aValidRequestPasses() {
    CreateModelInput request =
        CreateModelInput.builder().modelName("m-1").executionRoleArn(ROLE).build();
    assertTrue(Validator.check(request).isEmpty());
  }

  @Test
  void everyBrokenConstraintIsTold() {
    CreateModelInput request = CreateModelInput.builder().executionRoleArn("x").build();
    assertEquals(
        "3 validation errors detected: Value 'x' at 'executionRoleArn' failed to satisfy"
            + " constraint: Member must have length greater than or equal to 20; Value 'x' at"
            + " 'executionRoleArn' failed to satisfy constraint: Member must satisfy regular"
            + " expression pattern: "
            + pattern("RoleArn")
            + "; Value null at 'modelName' failed to satisfy constraint: Member must not be null",
        refusal(SageMakerApi.API, request));
  }

  @Test
  void patternsMatchTheWholeValue() {
    CreateModelInput request = CreateModelInput.builder().modelName("a_b").build();
    assertEquals(
        "1 validation error detected: Value 'a_b' at 'modelName' failed to satisfy constraint:"
            + " Member must satisfy regular expression pattern: "
            + pattern("ModelName"),
        refusal(SageMakerApi.API, request));
  }

  @Test
  void elementsCountFromOne() {
    AddTagsInput request =
        AddTagsInput.builder()
            .resourceArn("arn:aws:sagemaker:us-east-1:123456789012:model/m")
            .tags(
                List.of(
                    Tag.builder().key("a").value("b").build(), Tag.builder().value("b").build()))
            .build();
    assertEquals(
        "1 validation error detected: Value null at 'tags.2.member.key' failed to satisfy"
            + " constraint: Member must not be null",
        refusal(SageMakerApi.API, request));
  }

  @Test
  void elementsThatAreTextAreToldAtTheirList() {
    VpcConfig vpc =
        VpcConfig.builder().securityGroupIds(List.of("sg 1", "sg 2")).subnets(List.of("s")).build();
    CreateModelInput request = CreateModelInput.builder().modelName("m").vpcConfig(vpc).build();
    assertEquals(
        "1 validation error detected: Value '[sg 1, sg 2]' at 'vpcConfig.securityGroupIds' failed"
            + " to satisfy constraint: Member must satisfy constraint: [Member must have length"
            + " less than or equal to 32, Member must have length greater than or equal to 0,"
            + " Member must satisfy regular expression pattern: [-0-9a-zA-Z]+]",
        refusal(SageMakerApi.API, request));
  }

  @Test
  void numbersAndEnumerationsAreChecked() {
    ListModelsInput request = ListModelsInput.builder().maxResults(0).sortBy("Colour").build();
    String message = refusal(SageMakerApi.API, request);
    assertTrue(
        message.contains(
            "Value 'Colour' at 'sortBy' failed to satisfy constraint: Member must satisfy enum"
                + " value set: [Name, CreationTime]"),
        message);
    assertTrue(
        message.contains(
            "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value"
                + " greater than or equal to 1"),
        message);
  }

  @Test
  void theCodeIsThatOfTheApi() {
    assertEquals(
        "ValidationError",
        assertThrows(
                ServiceException.class,
                () -> Validation.require(IAMApi.API, CreateRoleRequest.builder().build()))
            .code());
    assertEquals(
        "InvalidParameterException",
        assertThrows(
                ServiceException.class,
                () ->
                    Validation.require(
                        CloudWatchLogsApi.API,
                        CreateLogGroupRequest.builder().logGroupName("a b").build()))
            .code());
    Validation.require(S3Api.API, PutObjectRequest.builder().build());
  }

  @Test
  void whatIsSensitiveIsNotRepeated() {
    Map<String, Object> model =
        Map.of(
            "metadata",
            Map.of("protocols", List.of("json")),
            "operations",
            Map.of(),
            "shapes",
            Map.of(
                "In",
                Map.of("type", "structure", "members", Map.of("Word", Map.of("shape", "Secret"))),
                "Secret",
                Map.of("type", "string", "sensitive", true, "min", 5)));
    Api api = Api.dynamic(model, "test");
    Shape shape = api.shape("In");
    assertEquals(
        "1 validation error detected: Value at 'word' failed to satisfy constraint: Member must"
            + " have length greater than or equal to 5",
        refusal(api, shape.create(new Object[] {"abc"})));
  }

  @Test
  void noPatternHoldsAThread() {
    BoundedPattern evil = BoundedPattern.of("^([0-9]+)+$");
    assertTrue(evil.matches("0123456789"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertFalse(evil.matches("0".repeat(200) + "x")));
  }

  private static String pattern(String shape) {
    return SageMakerApi.API.shape(shape).pattern();
  }
}
