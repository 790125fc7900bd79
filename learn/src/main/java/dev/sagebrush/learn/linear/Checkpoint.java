package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.ModelFile;
import dev.sagebrush.learn.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The state of a fit after an epoch: {@code linear.checkpoint}, a {@link ModelFile} with this
 * payload, version 1. A fit continues from it only with the same data, parameters and seed.
 *
 * <pre>
 * int32    epochs done
 * float64  least loss that early stopping has seen, +∞ before the first
 * int32    epochs without gain
 * int64    updates done
 * for each model:
 *   float64  its least loss
 *   for each class of it, with d columns:
 *     float32 × (d + 1)  weights and intercept
 *     float32 × (d + 1)  those of its best epoch
 *     float32 × (d + 1)  the optimizer's first moments
 *     float32 × (d + 1)  its second moments; left out under sgd
 * </pre>
 */
final class Checkpoint {
  static final String FILE = "linear.checkpoint";
  private static final int VERSION = 1;

  private Checkpoint() {}

  /** Writes the state, replacing the one before. */
  static void save(
      Path folder, Provenance provenance, int epochs, EarlyStopping stopping, List<Group> groups)
      throws IOException {
    ModelFile.write(
        folder.resolve(FILE),
        VERSION,
        provenance,
        out -> {
          out.writeInt(epochs);
          stopping.write(out);
          out.writeLong(groups.getFirst().updates());
          for (Group group : groups) {
            group.write(out);
          }
        });
  }

  /** Restores the state; returns the epochs done, 0 when there is none of this very fit. */
  static int resume(Path folder, Provenance provenance, EarlyStopping stopping, List<Group> groups)
      throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return 0;
    }
    return ModelFile.read(
        file,
        LinearLearner.NAME,
        VERSION,
        (version, origin, in) -> {
          if (!origin.equals(provenance)) {
            return 0;
          }
          int epochs = in.readInt();
          stopping.read(in);
          long updates = in.readLong();
          for (Group group : groups) {
            group.read(in, updates);
          }
          return epochs;
        });
  }
}
