package dev.sagebrush.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The contents that have files of their own: written aside, synced, then named. */
final class BlobFiles implements AutoCloseable {

  private final Path files;
  private final Path unfinished;
  private final String epoch;
  private final MappedWindows windows = new MappedWindows();
  private final AtomicLong next = new AtomicLong();
  private final GroupCommit names;
  private final ExecutorService flushers =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("blob-flush-", 0).factory());

  BlobFiles(Path files, Path unfinished, long epoch) {
    this.files = files;
    this.unfinished = unfinished;
    this.epoch = Long.toString(epoch, Character.MAX_RADIX);
    this.names = new GroupCommit("blob-names", new Names());
  }

  private final class Names implements GroupCommit.Group {
    @Override
    public void commit() throws IOException {
      Disk.syncDirectory(files);
    }

    @Override
    public void abandon() {
      // The names may or may not survive a crash; their callers were told that they failed, so
      // at worst a file is left that nobody refers to.
    }
  }

  String newId() {
    return "f" + epoch + '.' + Long.toString(next.getAndIncrement(), Character.MAX_RADIX);
  }

  BlobFileWriter begin() throws IOException {
    String id = newId();
    return new BlobFileWriter(this, id, unfinished.resolve(id));
  }

  BlobFile open(String id) throws IOException {
    return BlobFile.open(files.resolve(id), windows);
  }

  void delete(String id) throws IOException {
    Files.deleteIfExists(files.resolve(id));
    windows.forget(id);
  }

  /** Up to {@code limit} ids of earlier epochs, from the first after {@code after}, in order. */
  List<String> ids(String after, int limit) throws IOException {
    try (Stream<Path> stored = Files.list(files)) {
      return stored
          .map(file -> file.getFileName().toString())
          .filter(id -> id.compareTo(after) > 0 && !id.startsWith("f" + epoch + '.'))
          .sorted()
          .limit(limit)
          .toList();
    }
  }

  /** Gives a synced file its name, durably. */
  void publish(String id) throws IOException {
    try {
      names.run(() ->
          Files.move(unfinished.resolve(id), files.resolve(id), StandardCopyOption.ATOMIC_MOVE));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Pushes what has been written so far to the disk while its writer goes on. */
  CompletableFuture<Void> flush(FileChannel channel) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            channel.force(false);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        flushers);
  }

  @Override
  public void close() {
    names.close();
    flushers.close();
    windows.close();
  }
}
