package dev.sagebrush.learn.boost;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What cross-validation predicted for rows that the predicting model had not seen, over all
 * repeats.
 *
 * @param labels the true labels
 * @param predictions the mean prediction; for several classes, of each repeat's likeliest class
 * @param classes the class predicted most often; empty if the objective is not one of classes
 */
public record HeldOut(float[] labels, float[] predictions, float[] classes) {
  /** Writes a line for each row: label, prediction and, if there are any, class, as {@code %f}. */
  public void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int row = 0; row < labels.length; row++) {
        out.write(String.format(Locale.ROOT, "%f,%f", labels[row], predictions[row]));
        if (classes.length > 0) {
          out.write(String.format(Locale.ROOT, ",%f", classes[row]));
        }
        out.write('\n');
      }
    }
  }
}
