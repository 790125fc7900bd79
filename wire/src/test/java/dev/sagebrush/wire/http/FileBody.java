package dev.sagebrush.wire.http;

import dev.sagebrush.model.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** A stretch of a file, in windows of an odd size; counts how often it was closed. */
record FileBody(FileChannel file, long position, long length, AtomicInteger closed)
    implements Body {

  private static final int WINDOW = 3_000_001;

  @Override
  public InputStream stream() throws IOException {
    return Channels.newInputStream(file.position(position));
  }

  @Override
  public Window window(long offset) throws IOException {
    long inFile = position + offset;
    long end = Math.min((inFile / WINDOW + 1) * WINDOW, position + length);
    ByteBuffer bytes =
        file.map(FileChannel.MapMode.READ_ONLY, inFile, Math.min(end, file.size()) - inFile);
    return new Mapped(bytes);
  }

  private record Mapped(ByteBuffer bytes) implements Window {
    @Override
    public void close() {}
  }

  @Override
  public void close() throws IOException {
    file.close();
    closed.incrementAndGet();
  }
}
