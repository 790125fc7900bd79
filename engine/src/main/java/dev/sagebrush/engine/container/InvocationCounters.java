package dev.sagebrush.engine.container;

/**
 * What a variant's invocations have come to since somebody last asked. Times are in microseconds.
 */
public final class InvocationCounters {

  private long invocations;
  private long clientErrors;
  private long serverErrors;
  private long modelErrors;
  private Spread model = new Spread();
  private Spread overhead = new Spread();

  /** Counts, sum and extremes of a time in microseconds. */
  public static final class Spread {

    private double sum;
    private double least = Double.POSITIVE_INFINITY;
    private double most;

    private void add(double value) {
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }

    /** The sum. */
    public double sum() {
      return sum;
    }

    /** The least. */
    public double least() {
      return least;
    }

    /** The greatest. */
    public double most() {
      return most;
    }
  }

  /**
   * What has come together.
   *
   * @param invocations how many
   * @param clientErrors how many were answered with a status of 400 to 499
   * @param serverErrors how many with 500 and above
   * @param modelErrors how many were errors of the model's own
   * @param model how long the model took
   * @param overhead how long everything else took
   */
  public record Counts(
      long invocations,
      long clientErrors,
      long serverErrors,
      long modelErrors,
      Spread model,
      Spread overhead) {}

  /**
   * Counts one invocation.
   *
   * @param status of the model's answer
   */
  public synchronized void add(int status, double modelMicros, double overheadMicros) {
    invocations++;
    if (status >= 500) {
      serverErrors++;
    } else if (status >= 400) {
      clientErrors++;
    }
    if (status >= 400) {
      modelErrors++;
    }
    model.add(modelMicros);
    overhead.add(overheadMicros);
  }

  /** Answers the counts and begins anew. */
  public synchronized Counts take() {
    Counts counts =
        new Counts(invocations, clientErrors, serverErrors, modelErrors, model, overhead);
    invocations = 0;
    clientErrors = 0;
    serverErrors = 0;
    modelErrors = 0;
    model = new Spread();
    overhead = new Spread();
    return counts;
  }
}
