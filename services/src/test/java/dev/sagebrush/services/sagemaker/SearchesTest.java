package dev.sagebrush.services.sagemaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.model.sagemaker.Filter;
import dev.sagebrush.model.sagemaker.NestedFilters;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.model.sagemaker.SearchExpression;
import dev.sagebrush.model.sagemaker.SearchRequest;
import dev.sagebrush.model.sagemaker.SearchResponse;
import dev.sagebrush.model.sagemaker.Tag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchesTest {

  @TempDir Path folder;
  private Harness harness;

  @BeforeEach
  void open() throws InterruptedException {
    harness = new Harness(folder, 1);
    harness.bucket(Harness.BUCKET);
    harness.put("in/a.csv", "1");
    for (int i = 1; i <= 3; i++) {
      harness.image("trainer" + i, "echo loss=0." + i + (i == 3 ? "; exit 1" : ""));
      harness.train(
          Harness.training("job" + i, "trainer" + i)
              .hyperParameters(Map.of("eta", "0." + i))
              .tags(List.of(Tag.builder().key("team").value(i < 3 ? "one" : "two").build())));
      harness.clock.advance(Duration.ofSeconds(1));
    }
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static Filter filter(String name, String operator, String value) {
    return Filter.builder().name(name).operator(operator).value(value).build();
  }

  private List<String> search(SearchExpression.Builder expression) {
    return names(
        harness.ask(
            SageMakerApi.SEARCH,
            SearchRequest.builder()
                .resource("TrainingJob")
                .searchExpression(expression.build())
                .sortBy("CreationTime")
                .sortOrder("Ascending")
                .build()));
  }

  private List<String> search(String name, String operator, String value) {
    return search(SearchExpression.builder().filters(List.of(filter(name, operator, value))));
  }

  private static List<String> names(SearchResponse response) {
    return response.results().stream().map(hit -> hit.trainingJob().trainingJobName()).toList();
  }

  @Test
  void compares() {
    assertEquals(List.of("job2"), search("TrainingJobName", "Equals", "job2"));
    assertEquals(List.of("job1", "job3"), search("TrainingJobName", "NotEquals", "job2"));
    assertEquals(List.of("job3"), search("TrainingJobStatus", "Equals", "Failed"));
    assertEquals(List.of("job3"), search("FailureReason", "Exists", "x"));
    assertEquals(List.of("job1", "job2"), search("FailureReason", "NotExists", "x"));
    assertEquals(List.of("job2", "job3"), search("HyperParameters.eta", "GreaterThan", "0.1"));
    assertEquals(List.of("job1"), search("Metrics.loss", "LessThanOrEqualTo", "0.1"));
    assertEquals(List.of("job1", "job2"), search("Tags.team", "Equals", "one"));
    assertEquals(List.of("job1", "job3"), search("TrainingJobName", "In", "job1,job3"));
    assertEquals(
        List.of("job2"),
        search(
            "ModelArtifacts.S3ModelArtifacts", "Equals", "s3://data/out/job2/output/model.tar.gz"));
    assertEquals(
        List.of("job2", "job3"), search("CreationTime", "GreaterThan", "2026-01-02T03:04:06Z"));
  }

  @Test
  void combines() {
    SearchExpression.Builder either =
        SearchExpression.builder()
            .operator("Or")
            .filters(
                List.of(
                    filter("TrainingJobName", "Equals", "job1"),
                    filter("TrainingJobStatus", "Equals", "Failed")));
    assertEquals(List.of("job1", "job3"), search(either));
    assertEquals(
        List.of("job1"),
        search(
            SearchExpression.builder()
                .filters(List.of(filter("TrainingJobStatus", "Equals", "Completed")))
                .subExpressions(List.of(either.build()))));
    NestedFilters nested =
        NestedFilters.builder()
            .nestedPropertyName("InputDataConfig")
            .filters(
                List.of(
                    filter("InputDataConfig.ChannelName", "Equals", "train"),
                    filter("InputDataConfig.DataSource.S3DataSource.S3Uri", "Contains", "/in/")))
            .build();
    assertEquals(3, search(SearchExpression.builder().nestedFilters(List.of(nested))).size());
  }

  @Test
  void pages() {
    SearchRequest request =
        SearchRequest.builder()
            .resource("TrainingJob")
            .sortBy("Metrics.loss")
            .sortOrder("Descending")
            .maxResults(2)
            .build();
    SearchResponse first = harness.ask(SageMakerApi.SEARCH, request);
    assertEquals(List.of("job3", "job2"), names(first));
    assertEquals(3L, first.totalHits().value());
    SearchResponse second =
        harness.ask(SageMakerApi.SEARCH, request.toBuilder().nextToken(first.nextToken()).build());
    assertEquals(List.of("job1"), names(second));
    assertEquals(
        "NotImplemented",
        harness
            .refused(SageMakerApi.SEARCH, SearchRequest.builder().resource("Project").build())
            .code());
  }
}
