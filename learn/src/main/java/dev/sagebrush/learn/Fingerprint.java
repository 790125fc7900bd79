package dev.sagebrush.learn;

/**
 * A running 64-bit fingerprint (multiply, xor, shift after the SplitMix64 finaliser; Steele, Lea
 * and Flood, OOPSLA 2014). Fast, stable across machines and releases; it resists accidents, not
 * attacks.
 */
final class Fingerprint {
  private long state = 0x9E3779B97F4A7C15L;

  private Fingerprint() {}

  static Fingerprint start() {
    return new Fingerprint();
  }

  Fingerprint add(long value) {
    long mixed = (state ^ value) * 0xBF58476D1CE4E5B9L;
    state = mixed ^ (mixed >>> 29);
    return this;
  }

  Fingerprint add(float[] values, int from, int to) {
    int i = from;
    for (; i + 1 < to; i += 2) {
      add(
          ((long) Float.floatToIntBits(values[i]) << 32)
              | (Float.floatToIntBits(values[i + 1]) & 0xFFFFFFFFL));
    }
    return i < to ? add(Float.floatToIntBits(values[i])) : this;
  }

  long value() {
    long mixed = (state ^ (state >>> 30)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
