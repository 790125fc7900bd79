package dev.sagebrush.services.s3;

import dev.sagebrush.model.Body;
import dev.sagebrush.store.BlobRange;
import dev.sagebrush.store.BlobWindow;
import dev.sagebrush.store.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens the bytes of objects. */
final class Contents {

  /** How often a reader looks again when writers keep replacing the object under it. */
  static final int ATTEMPTS = 100;

  private final Schema schema;
  private final Blobs blobs;
  private final BlobLedger ledger;

  Contents(Schema schema, Blobs blobs, BlobLedger ledger) {
    this.schema = schema;
    this.blobs = blobs;
    this.ledger = ledger;
  }

  /** The parts of an object that was uploaded in parts; null when it has gone meanwhile. */
  @Nullable Layout layout(StoredObject object) {
    String id = object.content().layout();
    return id == null ? null : schema.layouts().get(id);
  }

  /**
   * Opens a stretch of an object.
   *
   * @return null when the object was overwritten or deleted since it was looked up
   */
  @Nullable Body open(StoredObject object, long offset, long length) throws IOException {
    if (length == 0) {
      return Body.of(new byte[0]);
    }
    String blob = object.content().blob();
    if (blob != null) {
      return openBlob(blob, offset, length);
    }
    Layout layout = layout(object);
    if (layout == null) {
      return null;
    }
    List<Stretch> stretches = stretches(layout, offset, length);
    if (stretches.size() == 1) {
      Stretch only = stretches.getFirst();
      return openBlob(only.blob(), only.offset(), only.length());
    }
    List<String> held = stretches.stream().map(Stretch::blob).toList();
    ledger.hold(held);
    if (layout(object) == null) {
      ledger.release(held);
      return null;
    }
    return Body.of(new JoinedStream(stretches, held), length);
  }

  private @Nullable Body openBlob(String blob, long offset, long length) throws IOException {
    try {
      return new RangeBody(blobs.open(blob, offset, length));
    } catch (java.nio.file.NoSuchFileException e) {
      if (schema.blobs().get(blob) == null) {
        return null;
      }
      throw e;
    }
  }

  private record Stretch(String blob, long offset, long length) {}

  private static List<Stretch> stretches(Layout layout, long offset, long length) {
    List<Stretch> stretches = new ArrayList<>();
    long start = 0;
    long end = offset + length;
    for (Layout.Part part : layout.parts()) {
      long from = Math.max(offset, start);
      long to = Math.min(end, start + part.size());
      if (from < to) {
        stretches.add(new Stretch(Objects.requireNonNull(part.blob()), from - start, to - from));
      }
      start += part.size();
    }
    return stretches;
  }

  /** A stretch of one blob: a file the wire may send as it is. */
  private record RangeBody(BlobRange range) implements Body {

    @Override
    public long length() {
      return range.length();
    }

    @Override
    public InputStream stream() throws IOException {
      return range.stream();
    }

    @Override
    public @Nullable FileChannel file() {
      return range.channel();
    }

    @Override
    public long position() {
      return range.position();
    }

    @Override
    public @Nullable Window window(long offset) throws IOException {
      BlobWindow window = range.window(offset);
      return window == null ? null : new RangeWindow(window);
    }

    @Override
    public void close() throws IOException {
      range.close();
    }
  }

  private record RangeWindow(BlobWindow window) implements Body.Window {

    @Override
    public ByteBuffer bytes() {
      return window.bytes();
    }

    @Override
    public void close() {
      window.close();
    }
  }

  /** One stretch after another, each opened when it is reached. */
  private final class JoinedStream extends InputStream {

    private final List<Stretch> stretches;
    private final List<String> held;
    private int next;
    private @Nullable BlobRange range;
    private @Nullable InputStream current;
    private boolean closed;

    JoinedStream(List<Stretch> stretches, List<String> held) {
      this.stretches = stretches;
      this.held = held;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, buffer.length);
      if (length == 0) {
        return 0;
      }
      while (true) {
        if (current == null) {
          if (closed || next == stretches.size()) {
            return -1;
          }
          Stretch stretch = stretches.get(next++);
          range = blobs.open(stretch.blob(), stretch.offset(), stretch.length());
          current = range.stream();
        }
        int read = current.read(buffer, offset, length);
        if (read >= 0) {
          return read;
        }
        closeCurrent();
      }
    }

    private void closeCurrent() throws IOException {
      BlobRange open = range;
      current = null;
      range = null;
      if (open != null) {
        open.close();
      }
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        try {
          closeCurrent();
        } finally {
          ledger.release(held);
        }
      }
    }
  }
}
