package dev.sagebrush.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.logs.CloudWatchLogsApi;
import dev.sagebrush.model.s3.NoSuchBucket;
import dev.sagebrush.model.s3.PutObjectRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.sagemaker.CreateModelInput;
import dev.sagebrush.model.sagemaker.ResourceInUse;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.model.sagemaker.TrainingJobStatus;
import dev.sagebrush.model.sts.STSApi;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedModelTest {

  static List<Api> apis() {
    return List.of(S3Api.API, STSApi.API, IAMApi.API, SageMakerApi.API, CloudWatchLogsApi.API);
  }

  @ParameterizedTest
  @MethodSource("apis")
  void everyStructureHasARecordThatKeepsEveryMemberInItsPlace(Api api) {
    for (String name : api.model().shapeNames()) {
      Shape shape = api.shape(name);
      if (shape.type() == ShapeType.STRUCTURE) {
        Struct empty = shape.create(new Object[shape.members().size()]);
        assertSame(shape, empty.modelShape(), name);
        for (Member member : shape.members()) {
          assertSame(member, shape.members().get(member.index()));
          assertNull(empty.memberAt(member.index()), name + "." + member);
          assertTrue(member.shape().name().length() > 0);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("apis")
  void everyOperationKnowsItsShapes(Api api) {
    assertTrue(api.model().operations().size() > 8);
    for (Operation<?, ?> operation : api.model().operations()) {
      assertEquals(ShapeType.STRUCTURE, operation.input().type());
      assertEquals(ShapeType.STRUCTURE, operation.output().type());
      assertTrue(operation.uri().startsWith("/"), operation.toString());
      operation.errors().forEach(error -> assertTrue(error.error() != null, error.name()));
    }
  }

  @Test
  void aBuilderSetsMembersByName() {
    PutObjectRequest request = PutObjectRequest.builder().bucket("b").key("a//b").build();
    Shape shape = request.modelShape();
    assertEquals("a//b", request.memberAt(member(shape, "Key").index()));
    assertEquals("c", request.toBuilder().bucket("c").build().bucket());
    assertEquals(Location.URI, member(shape, "Key").location());
    assertTrue(member(shape, "Body").streaming());
    assertSame(member(shape, "Body"), shape.payload());
  }

  @Test
  void constraintsComeFromTheModel() {
    Member name = member(CreateModelInput.SHAPE, "ModelName");
    assertTrue(name.required());
    assertEquals(63, name.shape().max().intValueExact());
    assertTrue(name.shape().pattern().contains("[a-zA-Z0-9]"));
    assertEquals("Completed", TrainingJobStatus.COMPLETED);
  }

  @Test
  void errorsCarryCodeStatusAndMessage() {
    ServiceException gone = NoSuchBucket.because("The specified bucket does not exist");
    assertEquals(404, gone.status());
    assertEquals("NoSuchBucket", gone.code());
    ServiceException used = ResourceInUse.because("Cannot create already existing model");
    assertEquals(400, used.status());
    assertEquals(
        "Cannot create already existing model",
        assertInstanceOf(ResourceInUse.class, used.detail()).message());
  }

  @Test
  void whatTheModelDoesNotHaveIsRefused() {
    assertThrows(RuntimeException.class, () -> S3Api.API.shape("NoSuchShape"));
    assertThrows(RuntimeException.class, () -> S3Api.API.operation("NoSuchOperation").input());
  }

  @Test
  void aServiceServesOnlyItsOwnOperationsAndEachOnce() {
    Service.Builder builder = Service.of(STSApi.API);
    builder.on(STSApi.GET_CALLER_IDENTITY, request -> null);
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.on(STSApi.GET_CALLER_IDENTITY, request -> null));
    assertThrows(
        IllegalArgumentException.class, () -> builder.on(S3Api.LIST_BUCKETS, request -> null));
    assertEquals(java.util.Set.of("GetCallerIdentity"), builder.build().operations());
  }

  private static Member member(Shape shape, String name) {
    return java.util.Objects.requireNonNull(shape.member(name));
  }
}
