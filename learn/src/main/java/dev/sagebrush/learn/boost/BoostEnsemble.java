package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Matrix;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several models of one kind that predict together: by the mean of their predictions or, where
 * these are classes, by a vote in which the smallest of equally frequent classes wins.
 */
public final class BoostEnsemble implements Model {
  private static final ThreadLocal<float[]> SCRATCH = ThreadLocal.withInitial(() -> new float[16]);

  private final List<BoostModel> models;
  private final @Nullable HeldOut heldOut;

  /**
   * Models that agree in objective, features and outputs; at least one.
   *
   * @param heldOut what cross-validation predicted; null if the models come from elsewhere
   * @throws InvalidDataException if the models do not agree
   */
  BoostEnsemble(List<BoostModel> models, @Nullable HeldOut heldOut) {
    BoostModel first = models.getFirst();
    for (BoostModel model : models) {
      if (!model.objective().equals(first.objective()) || model.margins() != first.margins()) {
        throw new InvalidDataException(
            String.format(
                Locale.ROOT,
                "Models of %s with %d outputs and of %s with %d outputs cannot predict together.",
                first.objective(),
                first.margins(),
                model.objective(),
                model.margins()));
      }
    }
    this.models = List.copyOf(models);
    this.heldOut = heldOut;
  }

  /**
   * Reads every model file of a folder, hidden ones excepted: the model itself if there is one, an
   * ensemble if there are several.
   *
   * @throws InvalidDataException if there is none, or a file is no model
   */
  public static Model load(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files =
          found
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted()
              .toList();
    }
    if (files.isEmpty()) {
      throw new InvalidDataException("There is no model file.");
    }
    if (files.size() == 1) {
      return BoostModel.load(files.getFirst());
    }
    BoostModel[] models = new BoostModel[files.size()];
    for (int i = 0; i < models.length; i++) {
      models[i] = BoostModel.load(files.get(i));
    }
    return new BoostEnsemble(List.of(models), null);
  }

  /** The models, in the order of their files or folds. */
  public List<BoostModel> models() {
    return models;
  }

  /** What cross-validation predicted for the rows each model had not seen; null without it. */
  public @Nullable HeldOut heldOut() {
    return heldOut;
  }

  @Override
  public Provenance provenance() {
    return models.getFirst().provenance();
  }

  @Override
  public int features() {
    return models.stream().mapToInt(BoostModel::features).max().orElseThrow();
  }

  @Override
  public List<String> outputs() {
    return models.getFirst().outputs();
  }

  @Override
  public void predict(Matrix rows, int row, float[] output, int at) {
    int width = models.getFirst().votes() ? 1 : models.getFirst().margins();
    float[] all = scratch(width * models.size());
    for (int i = 0; i < models.size(); i++) {
      models.get(i).predict(rows, row, all, i * width);
    }
    if (models.getFirst().votes()) {
      output[at] = vote(all, models.size());
      return;
    }
    for (int i = 0; i < width; i++) {
      double sum = 0;
      for (int model = 0; model < models.size(); model++) {
        sum += all[model * width + i];
      }
      output[at + i] = (float) (sum / models.size());
    }
  }

  static float vote(float[] classes, int count) {
    Arrays.sort(classes, 0, count);
    float best = classes[0];
    int most = 0;
    for (int from = 0; from < count; ) {
      int to = from;
      while (to < count && classes[to] == classes[from]) {
        to++;
      }
      if (to - from > most) {
        most = to - from;
        best = classes[from];
      }
      from = to;
    }
    return best;
  }

  private static float[] scratch(int size) {
    float[] scratch = SCRATCH.get();
    if (scratch.length < size) {
      scratch = new float[size];
      SCRATCH.set(scratch);
    }
    return scratch;
  }

  /** Writes {@code xgboost-model-0}, {@code xgboost-model-1} and so on. */
  @Override
  public void save(Path folder) throws IOException {
    for (int i = 0; i < models.size(); i++) {
      Files.write(folder.resolve(BoostModel.FILE + "-" + i), models.get(i).file());
    }
  }
}
