package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.ModelServer.Reply;
import dev.sagebrush.learn.InvalidDataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The contents of an answer that {@code SAGEMAKER_INFERENCE_OUTPUT} selects. What does not exist
 * for the objective is NaN.
 *
 * @param asked in the user's order: that of CSV
 * @param known in the container's order: that of JSON, those that do not exist last
 * @param classes of the objective
 * @param batch whether this is a batch transform, where CSV ends with a line end
 */
record SelectedOutput(
    List<String> asked, List<String> known, String objective, int classes, boolean batch) {

  private static final List<String> ORDER =
      List.of(
          "predicted_label",
          "labels",
          "probability",
          "probabilities",
          "raw_score",
          "raw_scores",
          "predicted_score");
  private static final Set<String> LISTS = Set.of("labels", "probabilities", "raw_scores");

  /** Reads the variable's value. */
  static SelectedOutput of(String keys, String objective, int margins, boolean batch) {
    List<String> asked = List.of(keys.replace(" ", "").toLowerCase(Locale.ROOT).split(",", -1));
    List<String> known = new ArrayList<>(ORDER);
    known.removeIf(key -> !asked.contains(key));
    asked.stream().filter(key -> !known.contains(key)).forEach(known::add);
    List<String> exists = existing(objective);
    known.sort((a, b) -> Boolean.compare(!exists.contains(a), !exists.contains(b)));
    return new SelectedOutput(asked, List.copyOf(known), objective, Math.max(2, margins), batch);
  }

  private static List<String> existing(String objective) {
    return switch (objective) {
      case "binary:logistic", "multi:softprob" -> ORDER.subList(0, 6);
      case "binary:logitraw", "binary:hinge", "multi:softmax" ->
          List.of("predicted_label", "labels", "raw_score", "raw_scores");
      case "reg:squarederror",
          "reg:linear",
          "reg:logistic",
          "reg:gamma",
          "reg:absoluteerror",
          "reg:tweedie" ->
          List.of("predicted_score");
      default -> List.of();
    };
  }

  /** The answer with predictions row by row. */
  Reply encode(float[] predictions, int rows, String accept, Answer into) {
    List<String> exists = existing(objective);
    if (exists.isEmpty()) {
      throw InvalidDataException.of(
          "Objective `%s` unsupported for selectable inference predictions.", objective);
    }
    int width = objective.equals("multi:softprob") ? classes : 1;
    Records records = new Records();
    boolean json = accept.equals(XgboostServer.JSON);
    boolean csv = accept.equals(XgboostServer.CSV);
    into.add(json ? "{\"predictions\": [" : "");
    for (int row = 0; row < rows; row++) {
      Map<String, double[]> contents = new LinkedHashMap<>();
      for (String key : known) {
        double[] none = {Double.NaN};
        contents.put(
            key, exists.contains(key) ? content(key, predictions, row * width, width) : none);
      }
      if (accept.equals(XgboostServer.RECORD_IO)) {
        records.add(singles(contents), null, null);
      } else if (csv) {
        csv(contents, exists, into);
        into.add(batch || row + 1 < rows ? "\n" : "");
      } else {
        object(contents, exists, into);
        into.add(json ? row + 1 < rows ? ", " : "]}" : "\n");
      }
    }
    byte[] body = accept.equals(XgboostServer.RECORD_IO) ? records.toBytes() : into.toBytes();
    return new Reply(200, csv ? "text/csv; charset=utf-8" : accept, body);
  }

  private double[] content(String key, float[] predictions, int at, int width) {
    double value = predictions[at];
    double[] all = new double[width];
    int best = 0;
    for (int i = 0; i < width; i++) {
      all[i] = predictions[at + i];
      best = all[i] > all[best] ? i : best;
    }
    boolean many = width > 1 || objective.equals("multi:softprob");
    return switch (key) {
      case "predicted_label" -> new double[] {label(value, many ? best : -1)};
      case "labels" -> {
        double[] labels = new double[classes];
        for (int i = 0; i < classes; i++) {
          labels[i] = i;
        }
        yield labels;
      }
      case "probabilities", "raw_scores" -> many ? all : new double[] {1.0 - value, value};
      case "probability", "raw_score" -> new double[] {many ? all[best] : value};
      default -> new double[] {value};
    };
  }

  private double label(double value, int best) {
    return switch (objective) {
      case "binary:logistic" -> value > 0.5 ? 1 : 0;
      case "binary:logitraw" -> value > 0 ? 1 : 0;
      case "multi:softprob" -> best;
      default -> value;
    };
  }

  private boolean whole(String key) {
    boolean computed = !objective.equals("binary:hinge") && !objective.equals("multi:softmax");
    return key.equals("labels") || key.equals("predicted_label") && computed;
  }

  private static Map<String, float[]> singles(Map<String, double[]> contents) {
    Map<String, float[]> all = new LinkedHashMap<>();
    contents.forEach((key, values) -> {
      float[] narrow = new float[values.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) values[i];
      }
      all.put(key, narrow);
    });
    return all;
  }

  private void csv(Map<String, double[]> contents, List<String> exists, Answer into) {
    for (int i = 0; i < asked.size(); i++) {
      String key = asked.get(i);
      boolean list = LISTS.contains(key) && exists.contains(key);
      into.add(i == 0 ? "" : ",").add(list ? "\"" : "");
      value(key, contents.getOrDefault(key, new double[] {Double.NaN}), list, false, into);
      into.add(list ? "\"" : "");
    }
  }

  private void object(Map<String, double[]> contents, List<String> exists, Answer into) {
    int i = 0;
    for (Map.Entry<String, double[]> entry : contents.entrySet()) {
      String key = entry.getKey();
      into.add(i++ == 0 ? "{\"" : ", \"").add(JsonText.escaped(key)).add("\": ");
      value(key, entry.getValue(), LISTS.contains(key) && exists.contains(key), true, into);
    }
    into.add('}');
  }

  private void value(String key, double[] values, boolean list, boolean json, Answer into) {
    into.add(list ? "[" : "");
    for (int i = 0; i < values.length; i++) {
      into.add(i == 0 ? "" : ", ");
      if (whole(key) && !Double.isNaN(values[i])) {
        into.add(Long.toString((long) values[i]));
      } else if (json) {
        into.json(values[i]);
      } else {
        into.real(values[i]);
      }
    }
    into.add(list ? "]" : "");
  }
}
