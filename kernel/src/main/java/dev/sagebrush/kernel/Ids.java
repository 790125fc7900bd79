package dev.sagebrush.kernel;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Identifiers and keys in the shapes AWS gives them.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">IAM
 * identifiers</a>, "Understanding unique ID prefixes".
 */
public final class Ids {

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String HEX = "0123456789abcdef";
  private static final String DIGITS = "0123456789";
  private static final String SECRET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final RandomGenerator random;

  /** Ids from a given source; a seeded one gives the same ids again. */
  public Ids(RandomGenerator random) {
    this.random = random;
  }

  /** Ids nobody can guess. */
  public static Ids secure() {
    return new Ids(new SecureRandom());
  }

  /** What starts the unique id of an IAM entity. */
  public enum Prefix {
    ACCESS_KEY("AKIA", 16),
    TEMPORARY_KEY("ASIA", 16),
    USER("AIDA", 17),
    ROLE("AROA", 17),
    GROUP("AGPA", 17),
    POLICY("ANPA", 17),
    INSTANCE_PROFILE("AIPA", 17),
    SERVER_CERTIFICATE("ASCA", 17),
    SSH_PUBLIC_KEY("APKA", 17),
    SERVICE_CREDENTIAL("ACCA", 17);

    private final String text;
    private final int length;

    Prefix(String text, int length) {
      this.text = text;
      this.length = length;
    }
  }

  /** A request id or any other UUID, version 4, in lower case. */
  public String uuid() {
    long high;
    long low;
    synchronized (random) {
      high = random.nextLong();
      low = random.nextLong();
    }
    return new UUID(high & ~0xf000L | 0x4000L, low & ~(3L << 62) | 1L << 63).toString();
  }

  /** An IAM unique id or access key id, for example {@code AROA2ZJN5KQXW3F7T6CPD}. */
  public String unique(Prefix prefix) {
    return prefix.text + characters(BASE32, prefix.length);
  }

  /** A secret access key: 40 characters. */
  public String secretAccessKey() {
    return characters(SECRET, 40);
  }

  /** Small letters and digits, as in generated name suffixes. */
  public String alphanumeric(int length) {
    return characters(LOWER, length);
  }

  /** Hexadecimal digits in lower case. */
  public String hex(int length) {
    return characters(HEX, length);
  }

  /** Decimal digits, for example the twelve of an account. */
  public String digits(int length) {
    return characters(DIGITS, length);
  }

  /** Random bytes, for example for a key. */
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    synchronized (random) {
      random.nextBytes(bytes);
    }
    return bytes;
  }

  private String characters(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    // Generators other than SecureRandom are not safe for threads.
    synchronized (random) {
      for (int i = 0; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
    }
    return text.toString();
  }
}
