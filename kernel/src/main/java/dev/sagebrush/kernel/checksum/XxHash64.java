package dev.sagebrush.kernel.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0.
 *
 * <p>Source: xxHash fast digest algorithm, version 0.1.1, section "XXH64 algorithm description".
 * Cost: four multiplications and rotations per 32 bytes, in independent lanes.
 */
final class XxHash64 implements Checksum {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;
  private static final int STRIPE = 32;

  private final byte[] rest = new byte[STRIPE];
  private int resting;
  private long total;
  private long lane1 = P1 + P2;
  private long lane2 = P2;
  private long lane3;
  private long lane4 = -P1;

  @Override
  public void update(byte[] bytes, int offset, int length) {
    total += length;
    int i = offset;
    int end = offset + length;
    if (resting > 0) {
      int taken = Math.min(length, STRIPE - resting);
      System.arraycopy(bytes, offset, rest, resting, taken);
      resting += taken;
      i += taken;
      if (resting < STRIPE) {
        return;
      }
      stripe(rest, 0);
      resting = 0;
    }
    for (; i <= end - STRIPE; i += STRIPE) {
      stripe(bytes, i);
    }
    resting = end - i;
    System.arraycopy(bytes, i, rest, 0, resting);
  }

  private void stripe(byte[] bytes, int i) {
    lane1 = round(lane1, (long) LONG.get(bytes, i));
    lane2 = round(lane2, (long) LONG.get(bytes, i + 8));
    lane3 = round(lane3, (long) LONG.get(bytes, i + 16));
    lane4 = round(lane4, (long) LONG.get(bytes, i + 24));
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * P2, 31) * P1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * P1 + P4;
  }

  @Override
  public byte[] value() {
    long hash;
    if (total >= STRIPE) {
      hash =
          Long.rotateLeft(lane1, 1)
              + Long.rotateLeft(lane2, 7)
              + Long.rotateLeft(lane3, 12)
              + Long.rotateLeft(lane4, 18);
      hash = merge(merge(merge(merge(hash, lane1), lane2), lane3), lane4);
    } else {
      hash = P5;
    }
    hash = tail(hash + total);
    hash = (hash ^ (hash >>> 33)) * P2;
    hash = (hash ^ (hash >>> 29)) * P3;
    return BigEndian.bytes(hash ^ (hash >>> 32), 8);
  }

  private long tail(long start) {
    long hash = start;
    int i = 0;
    for (; i <= resting - 8; i += 8) {
      hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(rest, i)), 27) * P1 + P4;
    }
    if (i <= resting - 4) {
      long word = (int) INT.get(rest, i) & 0xffffffffL;
      hash = Long.rotateLeft(hash ^ (word * P1), 23) * P2 + P3;
      i += 4;
    }
    for (; i < resting; i++) {
      hash = Long.rotateLeft(hash ^ ((rest[i] & 0xff) * P5), 11) * P1;
    }
    return hash;
  }
}
