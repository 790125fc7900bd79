package dev.sagebrush.learn;

/**
 * The permutation that NumPy's {@code RandomState(seed).permutation(n)} gives: MT19937 (Matsumoto
 * and Nishimura, 1998) seeded by Knuth's recurrence, then Fisher–Yates from the end, each place
 * drawn by rejection under the least covering bit mask. The splits of the baselines are made of it.
 */
public final class NumpyPermutation {
  private static final int N = 624;
  private final int[] state = new int[N];
  private int next = N;

  private NumpyPermutation(int seed) {
    state[0] = seed;
    for (int i = 1; i < N; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  public static int[] of(int seed, int n) {
    NumpyPermutation generator = new NumpyPermutation(seed);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int mask = -1 >>> Integer.numberOfLeadingZeros(i);
      int other = generator.draw() & mask;
      while (other > i) {
        other = generator.draw() & mask;
      }
      int swap = order[i];
      order[i] = order[other];
      order[other] = swap;
    }
    return order;
  }

  private int draw() {
    if (next == N) {
      for (int i = 0; i < N; i++) {
        int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
        state[i] = state[(i + 397) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
      }
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }
}
