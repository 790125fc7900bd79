package dev.sagebrush.services.sagemaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.TarGz;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.cloudwatch.MetricDatum;
import dev.sagebrush.model.sagemaker.ContainerDefinition;
import dev.sagebrush.model.sagemaker.CreateEndpointConfigInput;
import dev.sagebrush.model.sagemaker.CreateEndpointInput;
import dev.sagebrush.model.sagemaker.CreateModelInput;
import dev.sagebrush.model.sagemaker.DeleteEndpointInput;
import dev.sagebrush.model.sagemaker.DeleteModelInput;
import dev.sagebrush.model.sagemaker.DescribeEndpointInput;
import dev.sagebrush.model.sagemaker.DescribeEndpointOutput;
import dev.sagebrush.model.sagemaker.DescribeModelInput;
import dev.sagebrush.model.sagemaker.DesiredWeightAndCapacity;
import dev.sagebrush.model.sagemaker.ListTagsInput;
import dev.sagebrush.model.sagemaker.ProductionVariant;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.model.sagemaker.Tag;
import dev.sagebrush.model.sagemaker.UpdateEndpointInput;
import dev.sagebrush.model.sagemaker.UpdateEndpointWeightsAndCapacitiesInput;
import dev.sagebrush.model.sagemakerruntime.InvokeEndpointInput;
import dev.sagebrush.model.sagemakerruntime.InvokeEndpointOutput;
import dev.sagebrush.model.sagemakerruntime.ModelError;
import dev.sagebrush.model.sagemakerruntime.SageMakerRuntimeApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {

  @TempDir Path folder;
  private Harness harness;

  @BeforeEach
  void open() throws IOException {
    harness = new Harness(folder, 1);
    harness.bucket(Harness.BUCKET);
    harness.image("server", "true");
    model("blue");
    model("green");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private void model(String text) throws IOException {
    Path model = folder.resolve("made").resolve(text);
    Files.createDirectories(model);
    Files.writeString(model.resolve("model.txt"), text + ":");
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    TarGz.pack(model, archive);
    harness.put("models/" + text + ".tar.gz", archive.toByteArray());
    harness.ask(
        SageMakerApi.CREATE_MODEL,
        CreateModelInput.builder()
            .modelName(text)
            .executionRoleArn(Harness.ROLE)
            .tags(List.of(Tag.builder().key("team").value("one").build()))
            .primaryContainer(container(text).build())
            .build());
  }

  private static ContainerDefinition.Builder container(String text) {
    return ContainerDefinition.builder()
        .image("server")
        .modelDataUrl("s3://data/models/" + text + ".tar.gz");
  }

  private void config(String name, ProductionVariant... variants) {
    harness.ask(
        SageMakerApi.CREATE_ENDPOINT_CONFIG,
        CreateEndpointConfigInput.builder()
            .endpointConfigName(name)
            .productionVariants(List.of(variants))
            .build());
  }

  private static ProductionVariant variant(String name, String model, float weight) {
    return ProductionVariant.builder()
        .variantName(name)
        .modelName(model)
        .instanceType("ml.m5.large")
        .initialInstanceCount(1)
        .initialVariantWeight(weight)
        .build();
  }

  private DescribeEndpointOutput deploy(String name, String config) throws InterruptedException {
    harness.ask(
        SageMakerApi.CREATE_ENDPOINT,
        CreateEndpointInput.builder().endpointName(name).endpointConfigName(config).build());
    return deployed(name);
  }

  private DescribeEndpointOutput deployed(String name) throws InterruptedException {
    String job = "endpoint " + Harness.ACCOUNT + "/us-east-1/" + name;
    assertTrue(harness.jobs.await(job, Duration.ofSeconds(60)));
    return harness.ask(
        SageMakerApi.DESCRIBE_ENDPOINT, DescribeEndpointInput.builder().endpointName(name).build());
  }

  private static InvokeEndpointInput.Builder invocation(String body) {
    return InvokeEndpointInput.builder()
        .endpointName("end")
        .contentType("text/csv")
        .body(body.getBytes(StandardCharsets.UTF_8));
  }

  private String invoke(String body) {
    return text(harness.ask(SageMakerRuntimeApi.INVOKE_ENDPOINT, invocation(body).build()));
  }

  private static String text(InvokeEndpointOutput output) {
    return new String(output.body(), StandardCharsets.UTF_8);
  }

  @Test
  void answersUpdatesAndEnds() throws Exception {
    config("one", variant("AllTraffic", "blue", 1));
    config("two", variant("AllTraffic", "green", 1));
    DescribeEndpointOutput endpoint = deploy("end", "one");
    assertEquals("InService", endpoint.endpointStatus(), endpoint.failureReason());
    assertEquals(1f, endpoint.productionVariants().getFirst().currentWeight());
    assertEquals("blue:A\nblue:B\n", invoke("a\nb\n"));
    harness.ask(
        SageMakerApi.UPDATE_ENDPOINT,
        UpdateEndpointInput.builder().endpointName("END").endpointConfigName("two").build());
    assertEquals("InService", deployed("end").endpointStatus());
    assertEquals("two", deployed("end").endpointConfigName());
    assertEquals("green:A\n", invoke("a"));
    harness.ask(
        SageMakerApi.DELETE_ENDPOINT, DeleteEndpointInput.builder().endpointName("end").build());
    ServiceException gone =
        harness.refused(SageMakerRuntimeApi.INVOKE_ENDPOINT, invocation("a").build());
    assertEquals("Endpoint end of account 000000000000 not found.", gone.getMessage());
    assertEquals("ValidationError", gone.code());
    assertEquals(
        "Could not find endpoint \"arn:aws:sagemaker:us-east-1:000000000000:endpoint/end\".",
        harness
            .refused(
                SageMakerApi.DESCRIBE_ENDPOINT,
                DescribeEndpointInput.builder().endpointName("end").build())
            .getMessage());
  }

  @Test
  void sharesByWeight() throws Exception {
    config("both", variant("three", "blue", 3), variant("one", "green", 1));
    deploy("end", "both");
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      answers.add(invoke("x"));
    }
    long blue = answers.stream().filter(answer -> answer.startsWith("blue")).count();
    assertTrue(blue >= 297 && blue <= 303, () -> blue + " of 400");
    InvokeEndpointOutput chosen =
        harness.ask(
            SageMakerRuntimeApi.INVOKE_ENDPOINT, invocation("x").targetVariant("one").build());
    assertEquals("one", chosen.invokedProductionVariant());
    assertEquals("green:X\n", text(chosen));
    harness.ask(
        SageMakerApi.UPDATE_ENDPOINT_WEIGHTS_AND_CAPACITIES,
        UpdateEndpointWeightsAndCapacitiesInput.builder()
            .endpointName("end")
            .desiredWeightsAndCapacities(
                List.of(
                    DesiredWeightAndCapacity.builder()
                        .variantName("three")
                        .desiredWeight(0f)
                        .build()))
            .build());
    for (int i = 0; i < 20; i++) {
      assertEquals("green:X\n", invoke("x"));
    }
    assertEquals(0f, deployed("end").productionVariants().getFirst().currentWeight());
  }

  @Test
  void saysWhatTheModelSays() throws Exception {
    config("one", variant("AllTraffic", "blue", 1));
    deploy("end", "one");
    ServiceException error =
        harness.refused(SageMakerRuntimeApi.INVOKE_ENDPOINT, invocation("bad row").build());
    assertEquals("ModelError", error.code());
    assertEquals(424, error.status());
    ModelError detail = assertInstanceOf(ModelError.class, error.detail());
    assertEquals(400, detail.originalStatusCode());
    assertEquals("unable to parse bad row", detail.originalMessage());
    assertTrue(
        String.valueOf(error.getMessage())
            .startsWith(
                "Received client error (400) from primary with message \"unable to parse bad"
                    + " row\". See https://us-east-1.console.aws.amazon.com/"),
        error.getMessage());
    Waiting.until(() -> harness.clock.sleeping() >= 3);
    harness.clock.advance(Duration.ofMinutes(1));
    Waiting.until(() -> harness.recorder.metrics().size() >= 7);
    MetricDatum errors =
        harness.recorder.metrics().stream()
            .filter(metric -> metric.metricName().equals("Invocation4XXErrors"))
            .findFirst()
            .orElseThrow();
    assertEquals(1.0, errors.statisticValues().sum());
  }

  @Test
  void comesBackAfterARestart() throws Exception {
    config("one", variant("AllTraffic", "blue", 1));
    deploy("end", "one");
    harness.ask(SageMakerApi.DELETE_MODEL, DeleteModelInput.builder().modelName("blue").build());
    Map<String, Shell> images = Map.copyOf(harness.images);
    harness.close();
    harness = new Harness(folder, 2);
    harness.images.putAll(images);
    assertEquals("InService", deployed("end").endpointStatus());
    assertEquals("blue:A\n", invoke("a"));
  }

  @Test
  void failsWithTheReason() throws Exception {
    harness.put("models/blue.tar.gz", "not an archive");
    config("one", variant("AllTraffic", "blue", 1));
    DescribeEndpointOutput endpoint = deploy("end", "one");
    assertEquals("Failed", endpoint.endpointStatus());
    assertTrue(
        endpoint.failureReason().startsWith("Failed to extract model data archive"),
        endpoint.failureReason());
    harness.put("models/green.tar.gz", packed("other.txt"));
    config("two", variant("AllTraffic", "green", 1));
    DescribeEndpointOutput second = deploy("second", "two");
    assertTrue(
        second
            .failureReason()
            .startsWith(
                "The primary container for production variant AllTraffic did not pass the ping"
                    + " health check. Please check CloudWatch logs for this endpoint."),
        second.failureReason());
  }

  private byte[] packed(String name) throws IOException {
    Path model = folder.resolve("made/" + name + "-folder");
    Files.createDirectories(model);
    Files.writeString(model.resolve(name), "x");
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    TarGz.pack(model, archive);
    return archive.toByteArray();
  }

  @Test
  void chainsContainers() throws Exception {
    harness.ask(
        SageMakerApi.CREATE_MODEL,
        CreateModelInput.builder()
            .modelName("chain")
            .executionRoleArn(Harness.ROLE)
            .containers(
                List.of(
                    container("blue").build(),
                    container("green").environment(Map.of("SUFFIX", "2:")).build()))
            .build());
    config("one", variant("AllTraffic", "chain", 1));
    deploy("end", "one");
    assertEquals("green:2:BLUE:A\n", invoke("a"));
  }

  @Test
  void refusesModelsThatCannotBe() {
    CreateModelInput.Builder request =
        CreateModelInput.builder().modelName("m").executionRoleArn(Harness.ROLE);
    assertEquals(
        "Could not find model data at s3://data/models/none.tar.gz.",
        harness
            .refused(
                SageMakerApi.CREATE_MODEL,
                request.primaryContainer(container("none").build()).build())
            .getMessage());
    assertEquals(
        "Cannot create already existing model"
            + " \"arn:aws:sagemaker:us-east-1:000000000000:model/blue\".",
        harness
            .refused(
                SageMakerApi.CREATE_MODEL,
                request.modelName("blue").primaryContainer(container("blue").build()).build())
            .getMessage());
    assertEquals(
        "Could not find model \"arn:aws:sagemaker:us-east-1:000000000000:model/none\".",
        harness
            .refused(
                SageMakerApi.DESCRIBE_MODEL, DescribeModelInput.builder().modelName("none").build())
            .getMessage());
  }

  @Test
  void keepsTags() {
    String arn = "arn:aws:sagemaker:us-east-1:000000000000:model/blue";
    assertEquals(
        List.of(Tag.builder().key("team").value("one").build()),
        harness
            .ask(SageMakerApi.LIST_TAGS, ListTagsInput.builder().resourceArn(arn).build())
            .tags());
  }
}
