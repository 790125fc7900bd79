package dev.sagebrush.learn.linear;

import dev.sagebrush.learn.Parameters;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Counts epochs without gain. */
final class EarlyStopping {
  private final int patience;
  private final double tolerance;
  private double best = Double.POSITIVE_INFINITY;
  private int without;

  EarlyStopping(Parameters parameters) {
    this.patience = parameters.whole("early_stopping_patience");
    this.tolerance = parameters.real("early_stopping_tolerance");
  }

  int patience() {
    return patience;
  }

  /** Takes an epoch's loss; tells whether it is the best by more than the tolerance. */
  boolean improves(double loss) {
    boolean improved = best == Double.POSITIVE_INFINITY || best - loss > tolerance * best;
    if (improved) {
      best = loss;
      without = 0;
    } else {
      without++;
    }
    return improved;
  }

  boolean exhausted() {
    return without >= patience;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeDouble(best);
    out.writeInt(without);
  }

  void read(DataInputStream in) throws IOException {
    best = in.readDouble();
    without = in.readInt();
  }
}
