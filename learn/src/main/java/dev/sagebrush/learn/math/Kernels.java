package dev.sagebrush.learn.math;

/** Inner loops over single-precision arrays. Implementations hold no state. */
public sealed interface Kernels permits PlainKernels, VectorKernels {

  /** Widths given to {@link #multiply} are multiples of this. */
  int PAD = 16;

  /** The fastest form this runtime has. */
  static Kernels best() {
    return Chosen.KERNELS;
  }

  /** The least multiple of {@link #PAD} that is at least {@code width}. */
  static int padded(int width) {
    return Math.ceilDiv(width, PAD) * PAD;
  }

  /**
   * The left side of a product: element (p, q) is {@code values[at + p·rowStep + q·innerStep]}.
   * Steps (d, 1) walk the rows of a row-major matrix of d columns, (1, d) its columns.
   */
  record Strided(float[] values, int at, int rowStep, int innerStep) {}

  /**
   * The right side or the result: element (q, c) is {@code values[at + q·width + c]}.
   *
   * @param width a multiple of {@link #PAD}
   */
  record Panel(float[] values, int at, int width) {}

  /**
   * A matrix product with a narrow right side: {@code out(p, c) (+)= Σ_q a(p, q) · b(q, c)} for p
   * in [0, rows), q in [0, inner) and every c.
   *
   * @param b as wide as {@code out}
   * @param add whether to add to {@code out} or to replace it
   */
  void multiply(Strided a, int rows, int inner, Panel b, Panel out, boolean add);

  /** {@code y[yAt + i] += scale · x[xAt + i]} for i in [0, n). */
  void addScaled(float scale, float[] x, int xAt, float[] y, int yAt, int n);

  /** Σ (x[xAt + i] − y[yAt + i])² for i in [0, n). */
  float squaredDistance(float[] x, int xAt, float[] y, int yAt, int n);

  /** Σ x[xAt + i] · y[yAt + i] for i in [0, n). */
  float dot(float[] x, int xAt, float[] y, int yAt, int n);

  /** {@code out[outAt + i] = x[xAt + i] − y[yAt + i]} for i in [0, n). */
  void subtract(float[] x, int xAt, float[] y, int yAt, float[] out, int outAt, int n);

  /** The first position of the least value of {@code x[xAt … xAt + n)}, counted from xAt. */
  int indexOfLeast(float[] x, int xAt, int n);

  /** {@code x[at + i] = exp(x[at + i])} for i in [0, n), within a few units in the last place. */
  void exp(float[] x, int at, int n);

  /**
   * The logistic loss of n margins against one label. With z the margin and w its weight, adds
   * {@code w · log(1 + exp(−(2·label − 1)·z))} to {@code losses[i]} and leaves the derivative
   * {@code w · (σ(z) − label)} in place of z.
   *
   * @param label 0 or 1
   * @param weights n of them
   * @param losses n of them
   */
  void logistic(float[] margins, int at, int n, float label, float[] weights, float[] losses);

  /** Holds the choice, so that it is made once and on first use. */
  final class Chosen {
    static final Kernels KERNELS =
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            ? new VectorKernels()
            : new PlainKernels();

    private Chosen() {}
  }
}
