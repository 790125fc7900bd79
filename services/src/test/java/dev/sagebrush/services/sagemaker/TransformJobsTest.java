package dev.sagebrush.services.sagemaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.TarGz;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.sagemaker.ContainerDefinition;
import dev.sagebrush.model.sagemaker.CreateModelInput;
import dev.sagebrush.model.sagemaker.CreateTransformJobRequest;
import dev.sagebrush.model.sagemaker.DataProcessing;
import dev.sagebrush.model.sagemaker.DescribeTransformJobRequest;
import dev.sagebrush.model.sagemaker.DescribeTransformJobResponse;
import dev.sagebrush.model.sagemaker.ListTransformJobsRequest;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.model.sagemaker.TransformDataSource;
import dev.sagebrush.model.sagemaker.TransformInput;
import dev.sagebrush.model.sagemaker.TransformOutput;
import dev.sagebrush.model.sagemaker.TransformResources;
import dev.sagebrush.model.sagemaker.TransformS3DataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformJobsTest {

  @TempDir Path folder;
  private Harness harness;

  @BeforeEach
  void open() throws IOException {
    harness = new Harness(folder, 1);
    harness.bucket(Harness.BUCKET);
    harness.image("server", "true");
    Path model = folder.resolve("made");
    Files.createDirectories(model);
    Files.writeString(model.resolve("model.txt"), "m:");
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    TarGz.pack(model, archive);
    harness.put("model.tar.gz", archive.toByteArray());
    harness.ask(
        SageMakerApi.CREATE_MODEL,
        CreateModelInput.builder()
            .modelName("model")
            .executionRoleArn(Harness.ROLE)
            .primaryContainer(
                ContainerDefinition.builder()
                    .image("server")
                    .modelDataUrl("s3://data/model.tar.gz")
                    .build())
            .build());
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static TransformInput.Builder input() {
    return TransformInput.builder()
        .contentType("text/csv")
        .splitType("Line")
        .dataSource(
            TransformDataSource.builder()
                .s3DataSource(
                    TransformS3DataSource.builder()
                        .s3DataType("S3Prefix")
                        .s3Uri("s3://data/batch/")
                        .build())
                .build());
  }

  private static CreateTransformJobRequest.Builder request(String name, TransformInput input) {
    return CreateTransformJobRequest.builder()
        .transformJobName(name)
        .modelName("model")
        .transformInput(input)
        .transformOutput(
            TransformOutput.builder().s3OutputPath("s3://data/out").assembleWith("Line").build())
        .transformResources(
            TransformResources.builder().instanceType("ml.m5.large").instanceCount(1).build());
  }

  private DescribeTransformJobResponse transform(CreateTransformJobRequest.Builder request)
      throws InterruptedException {
    CreateTransformJobRequest built = request.build();
    harness.ask(SageMakerApi.CREATE_TRANSFORM_JOB, built);
    String job = "transform " + Harness.ACCOUNT + "/us-east-1/" + built.transformJobName();
    assertTrue(harness.jobs.await(job, Duration.ofSeconds(60)));
    return harness.ask(
        SageMakerApi.DESCRIBE_TRANSFORM_JOB,
        DescribeTransformJobRequest.builder().transformJobName(built.transformJobName()).build());
  }

  @Test
  void answersEveryLineInOrder() throws Exception {
    StringBuilder lines = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      lines.append("row").append(i).append('\n');
      expected.append("m:ROW").append(i).append('\n');
    }
    harness.put("batch/a.csv", lines.toString());
    harness.put("batch/deep/b.csv", "last");
    for (String strategy : new String[] {"MultiRecord", "SingleRecord"}) {
      DescribeTransformJobResponse job =
          transform(
              request(strategy.toLowerCase(Locale.ROOT), input().build()).batchStrategy(strategy));
      assertEquals("Completed", job.transformJobStatus(), job.failureReason());
      assertEquals(expected.toString(), harness.text("out/a.csv.out"));
      assertEquals("m:LAST\n", harness.text("out/deep/b.csv.out"));
    }
    assertEquals(
        2,
        harness
            .ask(
                SageMakerApi.LIST_TRANSFORM_JOBS,
                ListTransformJobsRequest.builder().statusEquals("Completed").build())
            .transformJobSummaries()
            .size());
  }

  @Test
  void goesOnAfterAnObjectThatFails() throws Exception {
    harness.put("batch/a.csv", "bad\n");
    harness.put("batch/b.csv", "good\n");
    DescribeTransformJobResponse job = transform(request("partly", input().build()));
    assertEquals("Failed", job.transformJobStatus());
    assertTrue(
        job.failureReason()
            .startsWith(
                "ClientError: 1 of 2 objects could not be transformed. The first:"
                    + " s3://data/batch/a.csv: Bad HTTP status received from algorithm: 400"),
        job.failureReason());
    assertEquals("m:GOOD\n", harness.text("out/b.csv.out"));
  }

  @Test
  void filtersAndJoins() throws Exception {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write("id1,a,b\nid2,c,d\n".getBytes(StandardCharsets.UTF_8));
    }
    harness.put("batch/a.csv", gzip.toByteArray());
    DescribeTransformJobResponse job =
        transform(
            request("joined", input().compressionType("Gzip").build())
                .dataProcessing(
                    DataProcessing.builder()
                        .inputFilter("$[1:]")
                        .joinSource("Input")
                        .outputFilter("$[0,-2,-1]")
                        .build()));
    assertEquals("Completed", job.transformJobStatus(), job.failureReason());
    assertEquals("id1,m:A,B\nid2,m:C,D\n", harness.text("out/a.csv.out"));
  }

  @Test
  void refuses() {
    ServiceException json =
        harness.refused(
            SageMakerApi.CREATE_TRANSFORM_JOB,
            request("x", input().contentType("text/plain").build())
                .dataProcessing(DataProcessing.builder().joinSource("Input").build())
                .build());
    assertEquals("ValidationException", json.code());
    assertEquals(
        "Could not find requested job with name: none",
        harness
            .refused(
                SageMakerApi.DESCRIBE_TRANSFORM_JOB,
                DescribeTransformJobRequest.builder().transformJobName("none").build())
            .getMessage());
  }
}
