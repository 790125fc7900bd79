package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.learn.InputException;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.boost.BoostEnsemble;
import dev.sagebrush.learn.boost.BoostModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Serves an XGBoost model as its container does. */
final class XgboostServer implements ModelServer {

  static final String CSV = "text/csv";
  static final String JSON = "application/json";
  static final String JSON_LINES = "application/jsonlines";
  static final String RECORD_IO = "application/x-recordio-protobuf";

  private static final List<String> OFFERED = List.of(CSV, JSON, JSON_LINES, RECORD_IO);
  private static final int MAX_PAYLOAD_MIB = 6;
  private static final byte[] NOTHING = {};

  private final Model model;
  private final int width;
  private final XgboostRequest request;
  private final XgboostReply reply;
  private final @Nullable SelectedOutput selected;
  private final String defaultAccept;
  private final Pool<Workspace> workspaces;

  private XgboostServer(Model model, Map<String, String> environment, boolean joined) {
    this.model = model;
    this.width = model.outputs().size();
    this.request = new XgboostRequest(model.features());
    boolean batch = !environment.getOrDefault("SAGEMAKER_BATCH", "").isEmpty();
    this.reply = new XgboostReply(width, batch, joined);
    String keys = environment.get("SAGEMAKER_INFERENCE_OUTPUT");
    BoostModel one =
        model instanceof BoostEnsemble all ? all.models().getFirst() : (BoostModel) model;
    this.selected =
        keys == null ? null : SelectedOutput.of(keys, one.objective(), one.margins(), batch);
    String accept = environment.getOrDefault("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "");
    this.defaultAccept = OFFERED.contains(accept) ? accept : CSV;
    this.workspaces = new Pool<>(() -> new Workspace(model.features()));
  }

  /**
   * Loads the model files of a folder.
   *
   * @param joined whether values in CSV stand on one line, as with the images before 1.0
   */
  static XgboostServer load(Path folder, Map<String, String> environment, boolean joined)
      throws IOException {
    boolean ensemble = !"false".equalsIgnoreCase(environment.get("SAGEMAKER_INFERENCE_ENSEMBLE"));
    try {
      Model model = ensemble ? BoostEnsemble.load(folder) : BoostModel.load(first(folder));
      return new XgboostServer(model, environment, joined);
    } catch (InputException e) {
      throw new IOException(
          "The model cannot be loaded; a file "
              + BoostModel.FILE
              + " that XGBoost wrote in UBJSON or JSON is expected: "
              + e.getMessage(),
          e);
    }
  }

  private static Path first(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .min(Path::compareTo)
          .orElseThrow(() -> new InvalidDataException("There is no model file."));
    }
  }

  @Override
  public Reply invoke(Invocation invocation) {
    if (invocation.body().length == 0) {
      return new Reply(204, CSV, NOTHING);
    }
    String accept = Accept.choose(invocation.accept(), OFFERED, defaultAccept);
    if (accept.isEmpty()) {
      return error(
          406,
          "Accept type "
              + invocation.accept()
              + " is not supported. Please use one of the following: "
              + String.join(", ", OFFERED)
              + ".");
    }
    Workspace space = workspaces.take();
    space.clear();
    try {
      Matrix rows = rows(invocation, space);
      return rows == null ? unsupported(invocation.contentType()) : answer(rows, accept, space);
    } catch (InputException e) {
      return error(400, "Unable to evaluate payload provided: " + e.getMessage());
    } finally {
      if (space.worthKeeping()) {
        workspaces.give(space);
      }
    }
  }

  private @Nullable Matrix rows(Invocation invocation, Workspace space) {
    String type = invocation.contentType();
    if (!type.equals(CSV)) {
      type = ContentType.parse(type).type();
    }
    return switch (type) {
      case CSV -> request.csv(invocation.body(), space);
      case "text/libsvm", "text/x-libsvm" -> request.libsvm(invocation.body(), space);
      case RECORD_IO -> request.recordIo(invocation.body());
      default -> null;
    };
  }

  private Reply answer(Matrix rows, String accept, Workspace space) {
    int count = rows.rows();
    if (count == 0) {
      return new Reply(204, CSV, NOTHING);
    }
    float[] predictions = space.predictions(count * width);
    for (int row = 0; row < count; row++) {
      model.predict(rows, row, predictions, row * width);
    }
    return selected == null
        ? reply.encode(predictions, count, accept, space.answer)
        : selected.encode(predictions, count, accept, space.answer);
  }

  private static Reply unsupported(String contentType) {
    return error(
        415,
        (contentType.isEmpty() ? "A content type is required." : "Content-type " + contentType)
            + (contentType.isEmpty() ? "" : " not supported.")
            + " Supported content-type is text/csv, text/libsvm, text/x-libsvm, "
            + RECORD_IO
            + ".");
  }

  static Reply error(int status, String message) {
    return new Reply(status, "text/plain", message.getBytes(StandardCharsets.UTF_8));
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
