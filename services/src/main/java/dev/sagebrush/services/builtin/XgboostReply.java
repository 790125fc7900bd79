package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.ModelServer.Reply;
import java.util.Map;

/**
 * Writes predictions as XGBoost's container does.
 *
 * @param width values to a row: one, or one for each class
 * @param batch whether this is a batch transform
 * @param joined whether values in CSV stand on one line
 */
record XgboostReply(int width, boolean batch, boolean joined) {

  private static final String SCORE = "score";

  /** The answer with predictions row by row. */
  Reply encode(float[] predictions, int rows, String accept, Answer into) {
    return switch (accept) {
      case XgboostServer.JSON -> json(predictions, rows, into);
      case XgboostServer.JSON_LINES -> lines(predictions, rows, into);
      case XgboostServer.RECORD_IO -> records(predictions, rows);
      default -> csv(predictions, rows, into);
    };
  }

  private Reply csv(float[] predictions, int rows, Answer into) {
    for (int row = 0; row < rows; row++) {
      if (batch || joined) {
        pythonValue(predictions, row, into);
        if (batch || row + 1 < rows) {
          into.add(batch ? '\n' : ',');
        }
      } else {
        for (int i = 0; i < width; i++) {
          into.single(predictions[row * width + i]).add(i + 1 < width ? ',' : '\n');
        }
      }
    }
    return new Reply(200, "text/csv; charset=utf-8", into.toBytes());
  }

  /** As {@code str} of what {@code ndarray.tolist} gives. */
  private void pythonValue(float[] predictions, int row, Answer into) {
    if (width == 1) {
      into.real(predictions[row]);
      return;
    }
    for (int i = 0; i < width; i++) {
      into.add(i == 0 ? "[" : ", ").real(predictions[row * width + i]);
    }
    into.add(']');
  }

  private Reply json(float[] predictions, int rows, Answer into) {
    into.add("{\"predictions\": [");
    for (int row = 0; row < rows; row++) {
      into.add(row == 0 ? "" : ", ");
      object(predictions, row, into);
    }
    return new Reply(200, XgboostServer.JSON, into.add("]}").toBytes());
  }

  private Reply lines(float[] predictions, int rows, Answer into) {
    for (int row = 0; row < rows; row++) {
      object(predictions, row, into);
      into.add('\n');
    }
    return new Reply(200, XgboostServer.JSON_LINES, into.toBytes());
  }

  private void object(float[] predictions, int row, Answer into) {
    into.add("{\"score\": ");
    for (int i = 0; i < width; i++) {
      into.add(width == 1 ? "" : i == 0 ? "[" : ", ").json(predictions[row * width + i]);
    }
    into.add(width == 1 ? "}" : "]}");
  }

  private Reply records(float[] predictions, int rows) {
    Records records = new Records();
    for (int row = 0; row < rows; row++) {
      float[] scores = new float[width];
      System.arraycopy(predictions, row * width, scores, 0, width);
      records.add(Map.of(SCORE, scores), null, null);
    }
    return new Reply(200, XgboostServer.RECORD_IO, records.toBytes());
  }
}
