package dev.sagebrush.services.builtin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of an answer as it grows; used again for the next. */
final class Answer {

  private byte[] bytes = new byte[256];
  private int length;

  void clear() {
    length = 0;
  }

  Answer add(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Adds text, which is nearly always ASCII and then copied without an array in between. */
  Answer add(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~') {
        return rest(text.substring(i));
      }
      bytes[length++] = (byte) c;
    }
    return this;
  }

  private Answer rest(String text) {
    byte[] more = text.getBytes(StandardCharsets.UTF_8);
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** As {@code str(numpy.float32(value))}. */
  Answer single(float value) {
    room(PythonNumbers.LONGEST);
    length = PythonNumbers.write(value, bytes, length);
    return this;
  }

  /** As {@code str(float(value))}. */
  Answer real(double value) {
    room(PythonNumbers.LONGEST);
    length = PythonNumbers.write(value, bytes, length);
    return this;
  }

  /** As {@code json.dumps(float(value))}. */
  Answer json(double value) {
    if (Double.isFinite(value)) {
      return real(value);
    }
    return add(Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
