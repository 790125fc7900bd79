package dev.sagebrush.store.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Writes one content into a file of its own. */
final class BlobFileWriter implements AutoCloseable {

  /** How much is written between two flushes in the background. */
  private static final long FLUSH_EVERY = 8L << 20;

  private final BlobFiles files;
  private final String id;
  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(Checksums.PIECE);
  private final Checksums checksums = new Checksums();
  private Checksums.Builder extent = new Checksums.Builder();
  private CompletableFuture<Void> flushing = CompletableFuture.completedFuture(null);
  private long written;
  private long flushed;
  private boolean published;

  BlobFileWriter(BlobFiles files, String id, Path path) throws IOException {
    this.files = files;
    this.id = id;
    this.path = path;
    this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      int count = Math.min(end - at, piece.remaining());
      piece.put(bytes, at, count);
      at += count;
      if (!piece.hasRemaining()) {
        writePiece();
      }
    }
  }

  private void writePiece() throws IOException {
    piece.flip();
    int length = piece.remaining();
    extent.piece(piece.duplicate());
    Disk.write(channel, piece, written);
    piece.clear();
    advance(length);
  }

  private void advance(long length) {
    written += length;
    if (written - flushed >= FLUSH_EVERY && flushing.isDone()) {
      flushed = written;
      CompletableFuture<Void> before = flushing;
      flushing = files.flush(channel).runAfterBoth(before, () -> {});
    }
  }

  /** Adds a whole stored content, in the kernel. */
  void append(StoredContent source) throws IOException {
    endExtent();
    channel.position(written);
    long end = source.start() + source.length();
    long at = source.start();
    while (at < end) {
      long count = source.channel().transferTo(at, Math.min(FLUSH_EVERY, end - at), channel);
      if (count <= 0) {
        throw new EOFException("blob " + source.id() + " ends at " + (at - source.start()));
      }
      at += count;
      advance(count);
    }
    checksums.add(source.checksums());
  }

  private void endExtent() throws IOException {
    if (piece.position() > 0) {
      writePiece();
    }
    extent.addTo(checksums);
    extent = new Checksums.Builder();
  }

  /** Makes the file durable under its name. */
  String commit() throws IOException {
    endExtent();
    BlobFile.finish(channel, checksums);
    try {
      flushing.join();
    } catch (CompletionException e) {
      throw new IOException("cannot sync blob " + id, e.getCause());
    }
    channel.force(true);
    channel.close();
    files.publish(id);
    published = true;
    return id;
  }

  @Override
  public void close() throws IOException {
    if (!published) {
      flushing.handle((done, failure) -> done).join();
      channel.close();
      Files.deleteIfExists(path);
    }
  }
}
