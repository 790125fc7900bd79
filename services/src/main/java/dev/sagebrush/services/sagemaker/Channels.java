package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.S3Object;
import dev.sagebrush.model.sagemaker.Channel;
import dev.sagebrush.model.sagemaker.S3DataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Brings what the channels of a training job name from S3 into its folder. */
final class Channels {

  private static final int AT_A_TIME = 8;

  private final S3Files files;
  private final StopSignal signal;
  private final String role;

  Channels(S3Files files, StopSignal signal, String role) {
    this.files = files;
    this.signal = signal;
    this.role = role;
  }

  /** An object and the file it becomes. */
  private record Transfer(S3Uri object, Path file, boolean gzip) {}

  /**
   * Downloads every object of every channel, several at a time.
   *
   * @param data the folder that gets one folder for each channel
   * @throws JobFailure when a channel is empty or an object cannot be read
   */
  void download(List<Channel> channels, Path data)
      throws JobFailure, IOException, InterruptedException {
    List<Transfer> transfers = new ArrayList<>();
    for (Channel channel : channels) {
      Path folder = data.resolve(channel.channelName());
      Files.createDirectories(folder);
      transfers.addAll(plan(channel, folder));
    }
    for (Transfer transfer : transfers) {
      makeParent(transfer);
    }
    Call call = Call.current();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            AT_A_TIME, Thread.ofVirtual().name("training-download-", 0).factory())) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (Transfer transfer : transfers) {
        all.add(pool.submit(() -> Call.as(call, () -> transfer(transfer))));
      }
      try {
        for (Future<Boolean> each : all) {
          each.get();
        }
      } catch (ExecutionException e) {
        pool.shutdownNow();
        throw failure(e.getCause());
      } catch (InterruptedException e) {
        pool.shutdownNow();
        throw e;
      }
    }
  }

  private static void makeParent(Transfer transfer) throws JobFailure {
    Path parent = transfer.file.getParent();
    try {
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw new JobFailure(
          "ClientError: Data download failed:Cannot download "
              + transfer.object
              + ", a previously downloaded file/folder clashes with it. Please check your s3"
              + " objects and ensure that there is no object that is both a folder as well as a"
              + " file.",
          e);
    }
  }

  private List<Transfer> plan(Channel channel, Path folder) throws JobFailure {
    S3DataSource source = channel.dataSource().s3DataSource();
    S3Uri uri = S3Uri.parse(source.s3Uri());
    boolean gzip = "Gzip".equals(channel.compressionType());
    try {
      return "ManifestFile".equals(source.s3DataType())
          ? manifest(uri, folder, gzip)
          : prefix(uri, folder, gzip);
    } catch (ServiceException e) {
      throw failure(e);
    }
  }

  private List<Transfer> prefix(S3Uri prefix, Path folder, boolean gzip) throws JobFailure {
    List<Transfer> transfers = new ArrayList<>();
    for (S3Object object : files.list(prefix)) {
      String name = Names.relative(prefix.key(), object.key());
      if (!name.isEmpty() && !name.endsWith("/")) {
        S3Uri uri = new S3Uri(prefix.bucket(), object.key());
        transfers.add(transfer(uri, folder, name, gzip));
      }
    }
    if (transfers.isEmpty()) {
      throw new JobFailure(
          "ClientError: No S3 objects found under S3 URL \""
              + prefix
              + "\" given in input data"
              + " source. Please ensure that the bucket exists in the selected region ("
              + Call.current().region()
              + "), that objects exist under that S3 prefix, and that"
              + " the role \""
              + role
              + "\" has \"s3:ListBucket\" permissions on bucket \""
              + prefix.bucket()
              + "\".");
    }
    return transfers;
  }

  private List<Transfer> manifest(S3Uri uri, Path folder, boolean gzip) throws JobFailure {
    Manifest manifest = Manifest.read(files, uri);
    List<Transfer> transfers = new ArrayList<>();
    for (String name : manifest.names()) {
      transfers.add(transfer(manifest.uri(name), folder, name, gzip));
    }
    return transfers;
  }

  private static Transfer transfer(S3Uri object, Path folder, String name, boolean gzip)
      throws JobFailure {
    String unpacked = gzip && name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    Path file = folder.resolve(unpacked).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new JobFailure(
          "ClientError: Data download failed:The key of " + object + " is not the path of a file.");
    }
    return new Transfer(object, file, gzip);
  }

  private boolean transfer(Transfer transfer) throws IOException, JobFailure {
    if (signal.raised() != null) {
      return false;
    }
    if (Files.isDirectory(transfer.file)) {
      makeParent(new Transfer(transfer.object, transfer.file.resolve("."), false));
      throw new JobFailure(
          "ClientError: Data download failed:Cannot download "
              + transfer.object
              + ", a previously downloaded file/folder clashes with it.");
    }
    if (!transfer.gzip) {
      files.download(transfer.object, transfer.file);
      return true;
    }
    try (InputStream in = files.open(transfer.object)) {
      unzip(transfer, in);
    }
    return true;
  }

  private static void unzip(Transfer transfer, InputStream in) throws JobFailure {
    try (InputStream plain = new GZIPInputStream(in, 1 << 16)) {
      Files.copy(plain, transfer.file);
    } catch (IOException e) {
      throw new JobFailure(
          "ClientError: Data download failed:"
              + transfer.object
              + " could not be decompressed although CompressionType is Gzip: "
              + e.getMessage(),
          e);
    }
  }

  private static JobFailure failure(@Nullable Throwable cause) {
    return switch (cause) {
      case JobFailure known -> known;
      case ServiceException e ->
          new JobFailure(
              "ClientError: Data download failed:"
                  + e.code()
                  + " ("
                  + e.status()
                  + "): "
                  + e.getMessage()
                  + (e.extras().isEmpty() ? "" : " " + new java.util.TreeMap<>(e.extras())),
              e);
      case null -> new JobFailure("ClientError: Data download failed");
      default -> new JobFailure("ClientError: Data download failed:" + cause, cause);
    };
  }
}
