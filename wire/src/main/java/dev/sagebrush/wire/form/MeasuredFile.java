package dev.sagebrush.wire.form;

import dev.sagebrush.model.ServiceException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file that is refused while it is read when it is longer or shorter than a policy allows. */
public final class MeasuredFile extends FilterInputStream {

  private final long least;
  private final long most;
  private long size;

  /** A file whose length must be from {@code least} to {@code most} bytes. */
  public MeasuredFile(InputStream file, long least, long most) {
    super(file);
    this.least = least;
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    measure(value < 0 ? -1 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    measure(count);
    return count;
  }

  private void measure(int count) {
    size += Math.max(count, 0);
    if (size > most) {
      throw refusal(
          "EntityTooLarge",
          "Your proposed upload exceeds the maximum allowed size",
          "MaxSizeAllowed",
          most);
    }
    if (count < 0 && size < least) {
      throw refusal(
          "EntityTooSmall",
          "Your proposed upload is smaller than the minimum allowed size",
          "MinSizeAllowed",
          least);
    }
  }

  private ServiceException refusal(String code, String message, String limitName, long limit) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("ProposedSize", Long.toString(size));
    details.put(limitName, Long.toString(limit));
    return ServiceException.of(code, 400, message, details);
  }
}
