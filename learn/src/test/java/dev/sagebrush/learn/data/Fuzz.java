package dev.sagebrush.learn.data;

import dev.sagebrush.learn.InvalidDataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Feeds damaged copies of good inputs to a parser, which must read them or refuse them by {@link
 * InvalidDataException} or {@link IOException}. A short run unless {@code -Dfuzz.inputs=1000000}
 * asks for more; the damage follows from the number of the input.
 */
public final class Fuzz {
  private static final byte[] ODD = {
    0, 1, -1, 127, -128, '"', ',', ';', ':', '\n', '\r', '-', '.', 'e', '9', '{', '[', '#', '$', 'L'
  };

  private Fuzz() {}

  /** A parser under test. */
  public interface Parser {
    void parse(byte[] input) throws IOException;
  }

  /** Inputs to try, as asked for or {@code few}. */
  public static int inputs(int few) {
    return Integer.getInteger("fuzz.inputs", few);
  }

  /**
   * Tries damaged inputs.
   *
   * @return how many were read without complaint
   */
  public static int run(List<byte[]> good, int inputs, Parser parser) {
    int read = 0;
    for (int i = 0; i < inputs; i++) {
      byte[] input = damaged(good.get(i % good.size()), new SplittableRandom(i));
      try {
        parser.parse(input);
        read++;
      } catch (InvalidDataException | IOException expected) {
        if (expected.getMessage() == null) {
          throw new AssertionError("input " + i + " is refused without a word", expected);
        }
      } catch (RuntimeException | Error e) {
        throw new AssertionError("input " + i + " of length " + input.length + " breaks it", e);
      }
    }
    return read;
  }

  private static byte[] damaged(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    int wounds = 1 + random.nextInt(4);
    for (int i = 0; i < wounds && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes[at] = ODD[random.nextInt(ODD.length)];
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> bytes = spliced(bytes, at, random);
        default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) 0xff);
      }
    }
    return bytes;
  }

  /** A piece of the input once more, at another place. */
  private static byte[] spliced(byte[] bytes, int at, SplittableRandom random) {
    int length = random.nextInt(Math.min(64, bytes.length - at) + 1);
    int to = random.nextInt(bytes.length + 1);
    byte[] longer = new byte[bytes.length + length];
    System.arraycopy(bytes, 0, longer, 0, to);
    System.arraycopy(bytes, at, longer, to, length);
    System.arraycopy(bytes, to, longer, to + length, bytes.length - to);
    return longer;
  }
}
