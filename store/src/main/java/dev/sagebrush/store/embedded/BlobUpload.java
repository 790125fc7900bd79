package dev.sagebrush.store.embedded;

import dev.sagebrush.store.Blobs;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects a content in memory while it is small, then in a file of its own. */
final class BlobUpload extends Blobs.Upload {

  private final BlobFiles files;
  private final PackedBlobs packed;
  private byte[] small = new byte[1024];
  private int count;
  private @Nullable BlobFileWriter large;
  private boolean ended;

  BlobUpload(BlobFiles files, PackedBlobs packed) {
    this.files = files;
    this.packed = packed;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (ended) {
      throw new IllegalStateException("the upload has ended");
    }
    BlobFileWriter writer = large;
    if (writer == null && count + (long) length > FileBlobs.PACKED) {
      writer = files.begin();
      large = writer;
      writer.write(small, 0, count);
      small = new byte[0];
    }
    if (writer != null) {
      writer.write(bytes, offset, length);
      return;
    }
    if (count + length > small.length) {
      small =
          Arrays.copyOf(
              small, Math.min(FileBlobs.PACKED, Math.max(small.length * 2, count + length)));
    }
    System.arraycopy(bytes, offset, small, count, length);
    count += length;
  }

  @Override
  public String commit() throws IOException {
    if (ended) {
      throw new IllegalStateException("the upload has ended");
    }
    ended = true;
    BlobFileWriter writer = large;
    if (writer == null) {
      return packed.put(small, count);
    }
    try (writer) {
      return writer.commit();
    }
  }

  @Override
  public void close() throws IOException {
    BlobFileWriter writer = large;
    if (!ended && writer != null) {
      writer.close();
    }
    ended = true;
  }
}
