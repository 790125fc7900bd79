package dev.sagebrush.services.builtin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.engine.container.ModelServer.Invocation;
import dev.sagebrush.engine.container.ModelServer.Reply;
import dev.sagebrush.learn.data.Example;
import dev.sagebrush.learn.data.RecordIoReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every shape of request and answer of XGBoost's container. */
final class XgboostServerTest {

  private static final String IMAGE = "sagemaker-xgboost:1.7-1";
  private static final String CSV = "text/csv";
  private static final String JSON = "application/json";
  private static final String RECORD_IO = "application/x-recordio-protobuf";

  @TempDir private static Path shared;
  private static Path binary;
  private static Path classes;
  private static Path numbers;
  private static Path hinge;

  @BeforeAll
  static void train() throws Exception {
    binary =
        model("binary", Map.of("num_round", "5", "objective", "binary:logistic"), "breast_cancer");
    classes =
        model(
            "classes",
            Map.of("num_round", "3", "objective", "multi:softprob", "num_class", "3"),
            "iris");
    numbers = model("numbers", Map.of("num_round", "4"), "diabetes");
    hinge = model("hinge", Map.of("num_round", "10", "objective", "binary:hinge"), "breast_cancer");
  }

  private static Path model(String name, Map<String, String> hyperparameters, String table)
      throws Exception {
    Job job =
        new Job(shared.resolve(name), IMAGE)
            .hyperparameters(hyperparameters)
            .channel("train", CSV, Tables.csv(Tables.lines(table, 0, 1)));
    assertEquals(0, job.runHere(), () -> String.join("\n", job.log));
    return job.model();
  }

  private static ModelServer server(Path model, String... environment) throws Exception {
    return server(IMAGE, model, environment);
  }

  private static ModelServer server(String image, Path model, String... environment)
      throws Exception {
    return Job.image(image)
        .serve(model, environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]));
  }

  private static String row(String table, int index) {
    return Tables.features(Tables.lines(table, index, 10_000)).getFirst();
  }

  @Test
  void aRowInCsvGivesALine() throws Exception {
    try (ModelServer server = server(binary)) {
      Reply reply = Talk.ask(server, CSV, "", row("breast_cancer", 0));
      assertEquals(200, reply.status());
      assertEquals("text/csv; charset=utf-8", reply.contentType());
      assertTrue(Talk.text(reply).matches("0\\.\\d{6,9}\n"), Talk.text(reply));
      assertTrue(Float.parseFloat(Talk.text(reply)) < 0.3);
    }
  }

  @Test
  void rowsMayHaveALabelOrLackTheLastColumn() throws Exception {
    try (ModelServer server = server(binary)) {
      String line = Tables.lines("breast_cancer", 3, 10_000).getFirst();
      String features = row("breast_cancer", 3);
      String shorter = features.substring(0, features.lastIndexOf(','));
      String plain = Talk.text(Talk.ask(server, CSV, CSV, features));
      assertEquals(plain, Talk.text(Talk.ask(server, CSV, CSV, line)));
      assertEquals(
          Talk.text(
              Talk.ask(server, CSV, CSV, features.substring(0, features.lastIndexOf(',') + 1))),
          Talk.text(Talk.ask(server, CSV, CSV, shorter)));
      assertEquals(
          plain + plain, Talk.text(Talk.ask(server, CSV, CSV, features + "\r\n" + line + "\n")));
      assertEquals(plain, Talk.text(Talk.ask(server, CSV, "*/*", features.replace(',', '\t'))));
    }
  }

  @Test
  void everyFormatOfARowGivesTheSame() throws Exception {
    List<String> rows = Tables.lines("breast_cancer", 0, 50);
    try (ModelServer server = server(binary)) {
      String csv = Talk.text(Talk.ask(server, CSV, CSV, Tables.csv(Tables.features(rows))));
      assertEquals(rows.size(), csv.lines().count());
      byte[] libsvm = Tables.libsvm(rows);
      assertEquals(csv, Talk.text(Talk.ask(server, "text/libsvm", CSV, libsvm)));
      assertEquals(csv, Talk.text(Talk.ask(server, "text/x-libsvm", CSV, oneBased(rows))));
      assertEquals(csv, Talk.text(Talk.ask(server, RECORD_IO, CSV, Tables.recordIo(rows))));
    }
  }

  /** As libsvm's own data sets: features count from 1, and no label. */
  private static byte[] oneBased(List<String> rows) {
    List<String> lines = new ArrayList<>();
    for (String row : rows) {
      StringBuilder line = new StringBuilder();
      int index = 0;
      for (String cell : Tables.features(List.of(row)).getFirst().split(",", -1)) {
        line.append(index == 0 ? "" : " ").append(++index).append(':').append(cell);
      }
      lines.add(line.toString());
    }
    return Tables.csv(lines);
  }

  @Test
  void jsonAndLinesAndRecords() throws Exception {
    String body = row("breast_cancer", 0) + "\n" + row("breast_cancer", 100);
    try (ModelServer server = server(binary)) {
      String json = Talk.text(Talk.ask(server, CSV, JSON, body));
      assertTrue(
          json.matches("\\{\"predictions\": \\[\\{\"score\": [\\d.]+}, \\{\"score\": [\\d.]+}]}"),
          json);
      String lines = Talk.text(Talk.ask(server, CSV, "application/jsonlines", body));
      assertEquals(json, "{\"predictions\": [" + lines.strip().replace("}\n{", "}, {") + "]}");
      Reply records = Talk.ask(server, CSV, RECORD_IO, body);
      RecordIoReader reader =
          new RecordIoReader(new ByteArrayInputStream(records.body()), "the answer");
      for (String line : lines.lines().toList()) {
        assertTrue(reader.next());
        Example example = Example.parse(reader.payload(), 0, reader.length());
        float score = Objects.requireNonNull(example.labels().get("score")).value(0);
        assertEquals(Float.parseFloat(line.replaceAll("[^0-9.]", "")), score);
      }
    }
  }

  @Test
  void classesHaveAProbabilityEach() throws Exception {
    try (ModelServer server = server(classes)) {
      String body = row("iris", 0);
      String csv = Talk.text(Talk.ask(server, CSV, CSV, body));
      assertTrue(csv.matches("0\\.\\d+,0\\.\\d+,0\\.\\d+\n"), csv);
      String json = Talk.text(Talk.ask(server, CSV, JSON, body));
      assertTrue(
          json.matches("\\{\"predictions\": \\[\\{\"score\": \\[0\\.\\d+, 0\\.\\d+, 0\\.\\d+]}]}"),
          json);
    }
    try (ModelServer batch = server(classes, "SAGEMAKER_BATCH", "true")) {
      String csv = Talk.text(Talk.ask(batch, CSV, CSV, row("iris", 0)));
      assertTrue(csv.matches("\\[0\\.\\d+, 0\\.\\d+, 0\\.\\d+]\n"), csv);
    }
  }

  @Test
  void oldImagesAndBatchesWriteTheirOwnWay() throws Exception {
    String body = row("diabetes", 0) + "\n" + row("diabetes", 1);
    try (ModelServer batch = server(numbers, "SAGEMAKER_BATCH", "true");
        ModelServer old = server("xgboost:1", numbers);
        ModelServer now = server(numbers)) {
      String lines = Talk.text(Talk.ask(batch, CSV, CSV, body));
      String joined = Talk.text(Talk.ask(old, CSV, CSV, body));
      assertEquals(lines, joined.replace(',', '\n') + "\n");
      String[] singles = Talk.text(Talk.ask(now, CSV, CSV, body)).split("\n", -1);
      assertEquals(
          (float) Double.parseDouble(joined.split(",", -1)[0]), Float.parseFloat(singles[0]));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "predicted_label,probability,labels|\\d,0\\.\\d+,\"\\[0, 1]\"",
        "raw_scores, raw_score|\"\\[0\\.\\d+, 0\\.\\d+]\",0\\.\\d+",
        "predicted_score,probabilities|nan,\"\\[0\\.\\d+, 0\\.\\d+]\""
      })
  void selectedContentsInCsv(String keys, String pattern) throws Exception {
    try (ModelServer server = server(binary, "SAGEMAKER_INFERENCE_OUTPUT", keys)) {
      String csv = Talk.text(Talk.ask(server, CSV, CSV, row("breast_cancer", 0)));
      assertTrue(csv.matches(pattern), csv);
    }
  }

  @Test
  void selectedContentsInJson() throws Exception {
    String keys = "predicted_score,probabilities,predicted_label,labels";
    try (ModelServer server = server(classes, "SAGEMAKER_INFERENCE_OUTPUT", keys)) {
      String json = Talk.text(Talk.ask(server, CSV, JSON, row("iris", 0)));
      assertTrue(
          json.matches(
              "\\{\"predictions\": \\[\\{\"predicted_label\": 0, \"labels\": \\[0, 1, 2],"
                  + " \"probabilities\": \\[0\\.\\d+, 0\\.\\d+, 0\\.\\d+], \"predicted_score\":"
                  + " NaN}]}"),
          json);
    }
    try (ModelServer server = server(hinge, "SAGEMAKER_INFERENCE_OUTPUT", "predicted_label")) {
      Reply lines = Talk.ask(server, CSV, "application/jsonlines", row("breast_cancer", 0));
      assertEquals("{\"predicted_label\": 0.0}\n", Talk.text(lines));
      assertEquals("application/jsonlines", lines.contentType());
      Reply record = Talk.ask(server, CSV, RECORD_IO, row("breast_cancer", 0));
      assertEquals(200, record.status());
    }
  }

  @Test
  void defaultAcceptComesFromTheEnvironment() throws Exception {
    try (ModelServer server = server(binary, "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", JSON)) {
      assertEquals(JSON, Talk.ask(server, CSV, "", row("breast_cancer", 0)).contentType());
    }
  }

  @Test
  void whatCannotBeAnsweredIsSaid() throws Exception {
    try (ModelServer server = server(binary)) {
      assertEquals(204, Talk.ask(server, CSV, CSV, "").status());
      Reply type = Talk.ask(server, "image/png", CSV, "1,2");
      assertEquals(415, type.status());
      assertTrue(Talk.text(type).contains("image/png"));
      assertEquals(415, Talk.ask(server, "", CSV, "1,2").status());
      Reply accept = Talk.ask(server, CSV, "image/png", "1,2");
      assertEquals(406, accept.status());
      assertTrue(Talk.text(accept).contains("text/csv"));
      Reply few = Talk.ask(server, CSV, CSV, "1,2,3");
      assertEquals(400, few.status());
      assertTrue(
          Talk.text(few)
              .contains(
                  "Feature size of csv inference data 3 is not consistent with feature size of"
                      + " trained model 30"),
          Talk.text(few));
      Reply word = Talk.ask(server, CSV, CSV, row("breast_cancer", 0) + "\n1,two,3");
      assertEquals(400, word.status());
      assertTrue(Talk.text(word).contains("line 2, column 2: 'two'"), Talk.text(word));
      assertEquals(400, Talk.ask(server, "text/libsvm", CSV, "0 0:1 31:2").status());
      assertEquals(400, Talk.ask(server, RECORD_IO, CSV, "not records").status());
      assertEquals("MULTI_RECORD", server.executionParameters().batchStrategy());
      assertEquals(6, server.executionParameters().maxPayloadMiB());
    }
  }

  @Test
  void aRowLeavesLittleGarbage() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] body = row("breast_cancer", 0).getBytes(StandardCharsets.UTF_8);
    Invocation request = new Invocation(body, CSV, "", "");
    int calls = 2_000;
    try (ModelServer server = server(binary)) {
      for (int i = 0; i < calls; i++) {
        assertEquals(200, server.invoke(request).status());
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        server.invoke(request);
      }
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / calls;
      // The answer itself is 64 to 80 bytes.
      assertTrue(each < 256, () -> each + " bytes");
    }
  }

  @Test
  void manyAtATimeAnswerAlike() throws Exception {
    List<String> rows = Tables.features(Tables.lines("breast_cancer", 0, 20));
    try (ModelServer server = server(binary);
        ExecutorService clients =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("client-", 0).factory())) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        String row = rows.get(i % rows.size());
        answers.add(clients.submit(() -> Talk.text(Talk.ask(server, CSV, CSV, row))));
      }
      for (int i = 0; i < answers.size(); i++) {
        String alone = Talk.text(Talk.ask(server, CSV, CSV, rows.get(i % rows.size())));
        assertEquals(alone, answers.get(i).get());
      }
    }
  }

  @Test
  void aFolderWithoutAModelIsRefused(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("xgboost-model"), "pickle");
    IOException refused = assertThrows(IOException.class, () -> server(folder));
    assertTrue(Objects.requireNonNull(refused.getMessage()).contains("xgboost-model"));
  }

  @Test
  void severalFilesAnswerTogether(@TempDir Path folder) throws Exception {
    Files.copy(binary.resolve("xgboost-model"), folder.resolve("xgboost-model-0"));
    Files.copy(binary.resolve("xgboost-model"), folder.resolve("xgboost-model-1"));
    String body = row("breast_cancer", 0);
    try (ModelServer one = server(binary);
        ModelServer all = server(folder);
        ModelServer first = server(folder, "SAGEMAKER_INFERENCE_ENSEMBLE", "false")) {
      byte[] expected = Talk.ask(one, CSV, CSV, body).body();
      assertArrayEquals(expected, Talk.ask(all, CSV, CSV, body).body());
      assertArrayEquals(expected, Talk.ask(first, CSV, CSV, body).body());
    }
  }
}
