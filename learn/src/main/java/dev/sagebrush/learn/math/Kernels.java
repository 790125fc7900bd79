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
   * A matrix product with a narrow right side: for each p in [0, rows) and c in [0, width)
   *
   * <pre>out[outAt + p·width + c] (+)= Σ_{q &lt; inner} a[aAt + p·rowStep + q·innerStep] · b[bAt + q·width + c]</pre>
   *
   * Steps (d, 1) multiply by the rows of a row-major matrix of d columns, (1, d) by its columns.
   *
   * @param width a multiple of {@link #PAD}
   * @param add whether to add to {@code out} or to replace it
   */
  void multiply(
      float[] a, int aAt, int rowStep, int innerStep, int rows, int inner,
      float[] b, int bAt, int width, float[] out, int outAt, boolean add);

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

  /** Holds the choice, so that it is made once and on first use. */
  final class Chosen {
    static final Kernels KERNELS =
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            ? new VectorKernels()
            : new PlainKernels();

    private Chosen() {}
  }
}
