package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.InputException;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.data.Example;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Serves a model as the containers of Amazon's own algorithms do. */
final class FirstPartyServer implements ModelServer {

  private static final List<String> OFFERED =
      List.of(
          XgboostServer.JSON, XgboostServer.JSON_LINES, XgboostServer.RECORD_IO, XgboostServer.CSV);
  private static final int MAX_PAYLOAD_MIB = 6;

  private final Model model;
  private final int width;
  private final List<Field> fields;
  private final FirstPartyRequest request;
  private final String defaultAccept;
  private final Pool<Workspace> workspaces;

  /** One member of a prediction, of one value or of several. */
  private record Field(String name, int from, int count) {}

  FirstPartyServer(Model model, Map<String, String> environment) {
    this.model = model;
    this.width = model.outputs().size();
    this.fields = fields(model.outputs());
    this.request = new FirstPartyRequest(model.features());
    String accept = environment.getOrDefault("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "");
    this.defaultAccept = OFFERED.contains(accept) ? accept : XgboostServer.JSON;
    this.workspaces = new Pool<>(() -> new Workspace(model.features()));
  }

  private static List<Field> fields(List<String> outputs) {
    List<Field> all = new ArrayList<>();
    for (int from = 0; from < outputs.size(); ) {
      int to = from;
      while (to < outputs.size() && outputs.get(to).equals(outputs.get(from))) {
        to++;
      }
      all.add(new Field(outputs.get(from), from, to - from));
      from = to;
    }
    return List.copyOf(all);
  }

  @Override
  public Reply invoke(Invocation invocation) {
    String accept = Accept.choose(invocation.accept(), OFFERED, defaultAccept);
    if (accept.isEmpty()) {
      return XgboostServer.error(
          406,
          "Accept type "
              + invocation.accept()
              + " is not supported. Supported are: "
              + String.join(", ", OFFERED)
              + ".");
    }
    Workspace space = workspaces.take();
    space.clear();
    try {
      return answer(invocation, accept, space);
    } catch (InputException e) {
      return XgboostServer.error(400, "The request cannot be read: " + e.getMessage() + ".");
    } finally {
      if (space.worthKeeping()) {
        workspaces.give(space);
      }
    }
  }

  private Reply answer(Invocation invocation, String accept, Workspace space) {
    byte[] body = invocation.body();
    String type = invocation.contentType();
    int labels = 0;
    if (!type.equals(XgboostServer.CSV)) {
      ContentType parsed = ContentType.parse(type);
      type = parsed.type();
      labels = parsed.labels(0);
    }
    List<Example> examples = List.of();
    int rows;
    switch (type) {
      case XgboostServer.CSV -> rows = request.csv(body, labels, space);
      case XgboostServer.JSON -> rows = request.json(body, space);
      case XgboostServer.JSON_LINES -> rows = request.jsonLines(body, space);
      case XgboostServer.RECORD_IO -> {
        examples = request.recordIo(body, space);
        rows = examples.size();
      }
      default -> {
        return XgboostServer.error(
            415,
            "Content type '"
                + invocation.contentType()
                + "' is not supported. Supported are: text/csv, application/json,"
                + " application/jsonlines, application/x-recordio-protobuf.");
      }
    }
    if (rows == 0) {
      return XgboostServer.error(400, "The request holds no row; at least one is expected.");
    }
    DenseMatrix matrix = new DenseMatrix(rows, model.features(), space.features.array());
    float[] predictions = space.predictions(rows * width);
    for (int row = 0; row < rows; row++) {
      model.predict(matrix, row, predictions, row * width);
    }
    return encode(predictions, rows, examples, accept, space.answer);
  }

  private Reply encode(
      float[] predictions, int rows, List<Example> examples, String accept, Answer into) {
    boolean json = accept.equals(XgboostServer.JSON);
    if (accept.equals(XgboostServer.RECORD_IO)) {
      return new Reply(200, accept, records(predictions, rows, examples));
    }
    if (accept.equals(XgboostServer.CSV)) {
      for (int i = 0; i < rows * width; i++) {
        into.real(predictions[i]).add((i + 1) % width == 0 ? '\n' : ',');
      }
      return new Reply(200, accept, into.toBytes());
    }
    into.add(json ? "{\"predictions\": [" : "");
    for (int row = 0; row < rows; row++) {
      object(predictions, row * width, into);
      into.add(json ? row + 1 < rows ? ", " : "]}" : "\n");
    }
    return new Reply(200, accept, into.toBytes());
  }

  private void object(float[] predictions, int at, Answer into) {
    for (Field field : fields) {
      into.add(field.from == 0 ? "{\"" : ", \"").add(field.name).add("\": ");
      into.add(field.count > 1 ? "[" : "");
      for (int i = 0; i < field.count; i++) {
        into.add(i == 0 ? "" : ", ").json(predictions[at + field.from + i]);
      }
      into.add(field.count > 1 ? "]" : "");
    }
    into.add('}');
  }

  private byte[] records(float[] predictions, int rows, List<Example> examples) {
    Records records = new Records();
    for (int row = 0; row < rows; row++) {
      Map<String, float[]> labels = new LinkedHashMap<>();
      for (Field field : fields) {
        float[] values = new float[field.count];
        System.arraycopy(predictions, row * width + field.from, values, 0, field.count);
        labels.put(field.name, values);
      }
      boolean own = row < examples.size();
      records.add(
          labels, own ? examples.get(row).uid() : null, own ? examples.get(row).metadata() : null);
    }
    return records.toBytes();
  }

  @Override
  public ExecutionParameters executionParameters() {
    return new ExecutionParameters(
        Runtime.getRuntime().availableProcessors(), "MULTI_RECORD", MAX_PAYLOAD_MIB);
  }

  @Override
  public void close() {
    // Nothing is held but memory.
  }
}
