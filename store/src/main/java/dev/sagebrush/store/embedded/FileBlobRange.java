package dev.sagebrush.store.embedded;

import dev.sagebrush.store.BlobRange;
import dev.sagebrush.store.BlobWindow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A stretch of a content in a file of its own or in a segment; it holds the file open. */
final class FileBlobRange implements BlobRange {

  private final StoredContent content;
  private final long offset;
  private final long length;

  FileBlobRange(StoredContent content, long offset, long length) {
    this.content = content;
    this.offset = offset;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream stream() throws IOException {
    return new VerifiedStream(
        content.id(),
        content.channel(),
        content.start(),
        content.checksums(),
        offset,
        offset + length);
  }

  @Override
  public FileChannel channel() {
    return content.channel();
  }

  @Override
  public long position() {
    return content.start() + offset;
  }

  @Override
  public @Nullable BlobWindow window(long from) throws IOException {
    BlobWindow window = content.window(offset + from);
    if (window != null) {
      ByteBuffer bytes = window.bytes();
      bytes.limit((int) Math.min(bytes.limit(), length - from));
    }
    return window;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
