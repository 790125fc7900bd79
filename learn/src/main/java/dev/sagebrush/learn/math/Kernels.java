package dev.sagebrush.learn.math;

/**
 * The matrix product that fits spend their time in. Implementations hold no state and give the same
 * bits: which of them runs shows in the time and in nothing else.
 */
public sealed interface Kernels permits PlainKernels, VectorKernels {

  /** The form this runtime has: on the Vector API where that module is present. */
  static Kernels best() {
    return Chosen.KERNELS;
  }

  /**
   * Adds a product: {@code out[p][c] += Σ_q a[first + p][q] · b[q][c]} for p in [0, rows), q in [0,
   * inner) and c in [0, width). Each element is a chain of fused multiply-adds in ascending q. The
   * longer the width, the faster.
   *
   * @param out at least {@code rows} arrays of at least {@code width}, none of them in {@code b}
   */
  void multiply(float[][] a, int first, int rows, int inner, float[][] b, float[][] out, int width);

  /** Holds the choice, so that it is made once and on first use. */
  final class Chosen {
    static final Kernels KERNELS =
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            ? new VectorKernels()
            : new PlainKernels();

    private Chosen() {}
  }
}
