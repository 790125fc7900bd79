package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.engine.container.ModelServer.Reply;
import dev.sagebrush.learn.data.Example;
import dev.sagebrush.learn.data.RecordIoReader;
import dev.sagebrush.learn.data.RecordIoWriter;
import dev.sagebrush.learn.data.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape of request and answer of Amazon's own algorithms. */
final class FirstPartyServerTest {

  private static final String CSV = "text/csv";
  private static final String JSON = "application/json";
  private static final String LINES = "application/jsonlines";
  private static final String RECORD_IO = "application/x-recordio-protobuf";

  @TempDir private static Path shared;
  private static ModelServer clusters;
  private static ModelServer classifier;
  private static String answer;

  @BeforeAll
  static void train() throws Exception {
    Job kmeans =
        new Job(shared.resolve("kmeans"), "kmeans:1")
            .hyperparameters(Map.of("k", "3", "feature_dim", "4"))
            .channel("train", CSV, Tables.csv(Tables.lines("iris", 0, 1)));
    assertEquals(0, kmeans.runHere(), () -> String.join("\n", kmeans.log));
    clusters = kmeans.serve(Map.of());
    Job linear =
        new Job(shared.resolve("linear"), "linear-learner:1")
            .hyperparameters(Map.of("predictor_type", "binary_classifier"))
            .channel("train", CSV, Tables.csv(Tables.lines("breast_cancer", 0, 1)));
    assertEquals(0, linear.runHere(), () -> String.join("\n", linear.log));
    classifier = linear.serve(Map.of());
    answer = Talk.text(Talk.ask(clusters, CSV, "", "5.1,3.5,1.4,0.2"));
  }

  @AfterAll
  static void close() {
    clusters.close();
    classifier.close();
  }

  @Test
  void jsonIsTheDefault() {
    assertTrue(
        answer.matches(
            "\\{\"predictions\": \\[\\{\"closest_cluster\": [012]\\.0,"
                + " \"distance_to_cluster\": 0\\.1\\d+}]}"),
        answer);
    String row = Tables.features(Tables.lines("breast_cancer", 0, 1000)).getFirst();
    Reply reply = Talk.ask(classifier, CSV, "", row);
    assertEquals(JSON, reply.contentType());
    assertTrue(
        Talk.text(reply)
            .matches(
                "\\{\"predictions\": \\[\\{\"score\": [\\d.e-]+, \"predicted_label\": 0\\.0}]}"),
        Talk.text(reply));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv|5.1,3.5,1.4,0.2",
        "text/csv; label_size=0|5.1,3.5,1.4,0.2",
        "text/csv;label_size=1|7,5.1,3.5,1.4,0.2",
        "application/json|{\"instances\": [{\"features\": [5.1, 3.5, 1.4, 0.2]}]}",
        "application/json|{\"configuration\": {}, \"instances\": [{\"data\": {\"features\":"
            + " {\"values\": [5.1, 3.5, 1.4, 0.2]}}}]}",
        "application/json|{\"instances\":[{\"data\":{\"features\":{\"keys\":[3,0,1,2],"
            + "\"shape\":[4],\"values\":[0.2,5.1,3.5,1.4]}}}]}",
        "application/jsonlines|{\"features\": [5.1, 3.5, 1.4, 0.2]}",
        "application/jsonlines|{\"data\": {\"features\": {\"values\": [5.1, 3.5, 1.4, 0.2]}}}"
      })
  void everyFormOfARowGivesTheSame(String type, String body) {
    assertEquals(answer, Talk.text(Talk.ask(clusters, type, JSON, body)));
  }

  @Test
  void answersInEveryType() {
    String body = "5.1,3.5,1.4,0.2\n6.7,3.0,5.2,2.3\n";
    String lines = Talk.text(Talk.ask(clusters, CSV, LINES, body));
    assertEquals(2, lines.lines().count());
    String csv = Talk.text(Talk.ask(clusters, CSV, CSV, body));
    assertEquals(
        csv,
        lines
            .replaceAll("\\{\"closest_cluster\": |}", "")
            .replace(", \"distance_to_cluster\": ", ","));
    assertEquals(
        "{\"predictions\": [" + lines.strip().replace("\n", ", ") + "]}",
        Talk.text(Talk.ask(clusters, CSV, JSON, body)));
    assertEquals(
        LINES,
        Talk.ask(clusters, CSV, "text/html, application/jsonlines;q=0.9", body).contentType());
    assertEquals(
        JSON, Talk.ask(clusters, CSV, "application/json;verbose=true", body).contentType());
  }

  @Test
  void recordsKeepTheirUidAndMetadata() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordIoWriter writer = new RecordIoWriter(bytes);
    Map<String, Tensor> dense = Map.of("values", Tensor.of(5.1f, 3.5f, 1.4f, 0.2f));
    Map<String, Tensor> sparse =
        Map.of("values", Tensor.sparse(new float[] {6, 5}, new long[] {0, 2}, 4));
    writer.write(new Example(dense, Map.of(), "a", "{\"b\":1}", null).toBytes());
    writer.write(Example.of(sparse, Map.of()).toBytes());

    Reply reply = Talk.ask(clusters, RECORD_IO, RECORD_IO, bytes.toByteArray());

    RecordIoReader reader = new RecordIoReader(new ByteArrayInputStream(reply.body()), "answer");
    assertTrue(reader.next());
    Example first = Example.parse(reader.payload(), 0, reader.length());
    assertEquals("a", first.uid());
    assertEquals("{\"b\":1}", first.metadata());
    float cluster = Objects.requireNonNull(first.labels().get("closest_cluster")).value(0);
    assertTrue(answer.contains("\"closest_cluster\": " + cluster), answer);
    assertTrue(reader.next());
    Example second = Example.parse(reader.payload(), 0, reader.length());
    float distance = Objects.requireNonNull(second.labels().get("distance_to_cluster")).value(0);
    String csv = Talk.text(Talk.ask(clusters, CSV, CSV, "6,0,5,0"));
    assertEquals(Float.parseFloat(csv.strip().split(",", -1)[1]), distance, 1e-6f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"instances\": []}",
        "{\"instances\": [{\"features\": [1, 2, 3]}]}",
        "{\"instances\": [{\"features\": [1, 2, 3, 4, 5]}]}",
        "{\"instances\": [{\"features\": [1, 2, 3, \"four\"]}]}",
        "{\"instances\": [{\"features\": {\"keys\": [9], \"shape\": [4], \"values\": [1]}}]}",
        "{\"instances\": [{\"features\": [1, 2, 3, 4]}], \"configuration\": {\"k\": 1}}",
        "{\"instances\": [{\"features\": [1, 2, 3, 4]}]",
        "{\"instances\": [{\"features\": [1, 2, 3, 4]}]} x"
      })
  void badJsonIsTheClientsFault(String body) {
    Reply reply = Talk.ask(clusters, JSON, JSON, body);
    assertEquals(400, reply.status(), Talk.text(reply));
    assertTrue(Talk.text(reply).startsWith("The request"), Talk.text(reply));
  }

  @Test
  void whatCannotBeAnsweredIsSaid() {
    assertEquals(415, Talk.ask(clusters, "text/libsvm", JSON, "1 1:1").status());
    assertEquals(406, Talk.ask(clusters, CSV, "text/html", "1,2,3,4").status());
    assertEquals(400, Talk.ask(clusters, CSV, JSON, "").status());
    assertEquals(400, Talk.ask(clusters, CSV, JSON, "1,2,3").status());
    assertEquals(400, Talk.ask(clusters, CSV, JSON, "1,,3,4").status());
    assertEquals(400, Talk.ask(clusters, RECORD_IO, JSON, "garbage").status());
    assertEquals(400, Talk.ask(clusters, "text/csv;label_size=x", JSON, "1,2,3,4").status());
  }
}
