package dev.sagebrush.kernel.checksum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumTest {

  /**
   * Check values: CRCs of "123456789" from the catalogue of parametrised CRC algorithms (reveng),
   * XXH64 and digests from their reference programs.
   */
  @ParameterizedTest
  @CsvSource({
    "CRC32,123456789,cbf43926",
    "CRC32C,123456789,e3069283",
    "CRC64NVME,123456789,ae8b14860a799888",
    "CRC64NVME,'',0000000000000000",
    "XXHASH64,'',ef46db3751d8e999",
    "XXHASH64,a,d24ec4f1a98c6e5b",
    "XXHASH64,abc,44bc2cf5ad770999",
    "XXHASH64,Nobody inspects the spammish repetition,fbcea83c8a378bf1",
    "MD5,abc,900150983cd24fb0d6963f7d28e17f72",
    "SHA1,abc,a9993e364706816aba3e25717850c26c9cd0d89d",
    "SHA256,abc,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  })
  void knownValues(ChecksumAlgorithm algorithm, String text, String hex) {
    Checksum checksum = algorithm.start();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    byte[] value = checksum.value();
    assertEquals(hex, HexFormat.of().formatHex(value));
    assertEquals(algorithm.length(), value.length);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"XXHASH3", "XXHASH128"})
  void anySplitGivesTheSameValue(ChecksumAlgorithm algorithm) {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      Checksum pieces = algorithm.start();
      for (int at = 0; at < bytes.length; ) {
        int length = 1 + random.nextInt(bytes.length - at);
        pieces.update(bytes, at, length);
        at += length;
      }
      assertEquals(algorithm.of(bytes), Base64.getEncoder().encodeToString(pieces.value()));
    }
  }

  @Test
  void slicingAgreesWithTheBitwiseDefinition() {
    Random random = new Random(11);
    for (int length = 0; length < 100; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      long crc = -1;
      for (byte b : bytes) {
        crc ^= b & 0xff;
        for (int bit = 0; bit < 8; bit++) {
          crc = (crc >>> 1) ^ ((crc & 1) != 0 ? Crc64Nvme.POLYNOMIAL : 0);
        }
      }
      Crc64Nvme sliced = new Crc64Nvme();
      sliced.update(bytes);
      assertArrayEquals(BigEndian.bytes(~crc, 8), sliced.value());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CRC32", "CRC32C", "CRC64NVME"})
  void partsJoinToTheWhole(ChecksumAlgorithm algorithm) {
    Random random = new Random(13);
    for (int round = 0; round < 100; round++) {
      byte[] whole = new byte[random.nextInt(5000)];
      random.nextBytes(whole);
      List<PartChecksums.Part> parts = new ArrayList<>();
      for (int at = 0; at < whole.length; ) {
        int length = 1 + random.nextInt(whole.length - at);
        byte[] part = Arrays.copyOfRange(whole, at, at + length);
        parts.add(PartChecksums.Part.of(algorithm.of(part), length));
        at += length;
      }
      assertEquals(algorithm.of(whole), PartChecksums.fullObject(algorithm, parts));
    }
  }

  @Test
  void compositeIsTheChecksumOfChecksums() {
    byte[] first = "one".getBytes(StandardCharsets.UTF_8);
    byte[] second = "two".getBytes(StandardCharsets.UTF_8);
    for (ChecksumAlgorithm algorithm : List.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.SHA256)) {
      var one = PartChecksums.Part.of(algorithm.of(first), 3);
      var two = PartChecksums.Part.of(algorithm.of(second), 3);
      byte[] joined = Arrays.copyOf(one.checksum(), 2 * algorithm.length());
      System.arraycopy(two.checksum(), 0, joined, algorithm.length(), algorithm.length());
      assertEquals(
          algorithm.of(joined) + "-2", PartChecksums.composite(algorithm, List.of(one, two)));
    }
  }

  @Test
  void digestsDoNotJoinAndUnknownNamesAreNull() {
    assertThrows(
        IllegalArgumentException.class,
        () -> PartChecksums.fullObject(ChecksumAlgorithm.SHA256, List.of()));
    assertFalse(ChecksumAlgorithm.XXHASH3.supported());
    assertThrows(UnsupportedOperationException.class, ChecksumAlgorithm.XXHASH128::start);
    assertNull(ChecksumAlgorithm.ofHeader("x-amz-checksum-algorithm"));
    assertNull(ChecksumAlgorithm.ofName("CRC16"));
    assertEquals(
        ChecksumAlgorithm.CRC64NVME, ChecksumAlgorithm.ofHeader("X-Amz-Checksum-Crc64nvme"));
    assertEquals(ChecksumAlgorithm.SHA512, ChecksumAlgorithm.ofName("sha512"));
  }
}
