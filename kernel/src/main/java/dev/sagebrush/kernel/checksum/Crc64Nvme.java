package dev.sagebrush.kernel.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CRC-64/NVME: polynomial AD93D23594C93659, reflected, all ones in and out; the checksum of
 * "123456789" is AE8B14860A799888.
 *
 * <p>Source: NVM Express NVM Command Set Specification 1.0d, section 5.2.1.3.4. Method: slicing by
 * eight (Kounavis and Berry, "A systematic approach to building high performance, software-based,
 * CRC generators", ISCC 2005). Cost: eight table look-ups per eight bytes.
 */
final class Crc64Nvme implements Checksum {

  /** The polynomial with its bits reversed. */
  static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long[][] TABLES = tables();
  private static final long[] T0 = TABLES[0];
  private static final long[] T1 = TABLES[1];
  private static final long[] T2 = TABLES[2];
  private static final long[] T3 = TABLES[3];
  private static final long[] T4 = TABLES[4];
  private static final long[] T5 = TABLES[5];
  private static final long[] T6 = TABLES[6];
  private static final long[] T7 = TABLES[7];

  private long crc = -1;

  private static long[][] tables() {
    long[][] tables = new long[8][256];
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ (POLYNOMIAL & -(crc & 1));
      }
      tables[0][i] = crc;
    }
    for (int slice = 1; slice < 8; slice++) {
      for (int i = 0; i < 256; i++) {
        long before = tables[slice - 1][i];
        tables[slice][i] = (before >>> 8) ^ tables[0][(int) before & 0xff];
      }
    }
    return tables;
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    long state = crc;
    int i = offset;
    int end = offset + length;
    for (; i <= end - 8; i += 8) {
      long word = state ^ (long) LONG.get(bytes, i);
      state =
          T7[(int) word & 0xff]
              ^ T6[(int) (word >>> 8) & 0xff]
              ^ T5[(int) (word >>> 16) & 0xff]
              ^ T4[(int) (word >>> 24) & 0xff]
              ^ T3[(int) (word >>> 32) & 0xff]
              ^ T2[(int) (word >>> 40) & 0xff]
              ^ T1[(int) (word >>> 48) & 0xff]
              ^ T0[(int) (word >>> 56)];
    }
    for (; i < end; i++) {
      state = (state >>> 8) ^ T0[(int) (state ^ bytes[i]) & 0xff];
    }
    crc = state;
  }

  @Override
  public byte[] value() {
    return BigEndian.bytes(~crc, 8);
  }
}
