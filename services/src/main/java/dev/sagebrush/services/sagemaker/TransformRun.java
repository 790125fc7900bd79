package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.S3Object;
import dev.sagebrush.model.sagemaker.DescribeTransformJobResponse;
import dev.sagebrush.model.sagemaker.TransformInput;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a transform job: every object is read, cut into requests, answered by the model and
 * written to {@code <S3OutputPath>/<key below the prefix>.out}.
 *
 * <table>
 *   <caption>States of a transform job</caption>
 *   <tr><th>from<th>on<th>to<th>effect
 *   <tr><td>–<td>CreateTransformJob<td>InProgress<td>a run takes its lease
 *   <tr><td>InProgress<td>every object is answered<td>Completed<td>
 *   <tr><td>InProgress<td>some object cannot be answered<td>Failed<td>it has no output; the others
 *       have theirs
 *   <tr><td>InProgress<td>StopTransformJob<td>Stopping<td>no further request is made
 *   <tr><td>Stopping<td>the requests under way are answered<td>Stopped<td>
 *   <tr><td>InProgress<td>a server finds it without a lease<td>InProgress<td>it runs again from the
 *       start; Failed when that has happened three times
 *   <tr><td>Stopping<td>a server finds it without a lease<td>Stopped<td>
 * </table>
 */
final class TransformRun {

  private static final Logger LOG = LoggerFactory.getLogger(TransformRun.class);

  private final S3Files files;
  private final ModelLoader loader;
  private final TransformStore store;
  private final String key;
  private final Path folder;
  private final AtomicBoolean stop;

  /** An object and the name of its output. */
  private record Item(S3Uri object, String name) {}

  TransformRun(
      S3Files files,
      ModelLoader loader,
      TransformStore store,
      String key,
      Path folder,
      AtomicBoolean stop) {
    this.files = files;
    this.loader = loader;
    this.store = store;
    this.key = key;
    this.folder = folder;
    this.stop = stop;
  }

  /** Runs the job to its end, as the call being served. */
  void run(TransformJobRow row) throws IOException, InterruptedException {
    String failure = null;
    try {
      new TrainingFolder(folder).delete();
      Files.createDirectories(folder);
      store.started(key);
      work(row);
    } catch (JobFailure e) {
      LOG.info("transform job {} failed", row.job().transformJobName(), e);
      failure = e.reason();
    } catch (ServiceException e) {
      LOG.info("transform job {} failed", row.job().transformJobName(), e);
      failure = new JobFailure("ClientError: " + e.code() + ": " + e.getMessage()).reason();
    } catch (IOException | RuntimeException e) {
      LOG.error("transform job {} failed", row.job().transformJobName(), e);
      failure = JobFailure.internal(e);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("the server ends, or another has taken over");
    }
    String status = stop.get() ? "Stopped" : failure == null ? "Completed" : "Failed";
    store.end(key, status, status.equals("Failed") ? failure : null);
    new TrainingFolder(folder).delete();
  }

  private void work(TransformJobRow row) throws JobFailure, IOException, InterruptedException {
    DescribeTransformJobResponse job = row.job();
    List<Item> items = items(job.transformInput());
    Place place = Place.ofKey(key);
    try (ModelServer server =
        loader.load(
            place, row.model(), "batch transform", folder.resolve("model"), environment(job))) {
      TransformSettings settings = TransformSettings.of(job, server.executionParameters());
      List<String> failures = new ArrayList<>();
      for (Item item : items) {
        if (stop.get()) {
          return;
        }
        String failure = transform(job, item, server, settings);
        if (failure != null) {
          failures.add(failure);
        }
      }
      if (!failures.isEmpty()) {
        throw new JobFailure(
            "ClientError: "
                + failures.size()
                + " of "
                + items.size()
                + " objects could not be transformed. The first: "
                + failures.getFirst());
      }
    }
  }

  private static Map<String, String> environment(DescribeTransformJobResponse job) {
    Map<String, String> environment = new LinkedHashMap<>();
    if (job.environment() != null) {
      environment.putAll(job.environment());
    }
    environment.put("SAGEMAKER_BATCH", "true");
    if (job.maxPayloadInMB() != null) {
      environment.put("SAGEMAKER_MAX_PAYLOAD_IN_MB", String.valueOf(job.maxPayloadInMB()));
    }
    if (job.batchStrategy() != null) {
      environment.put(
          "SAGEMAKER_BATCH_STRATEGY",
          job.batchStrategy().equals("SingleRecord") ? "SINGLE_RECORD" : "MULTI_RECORD");
    }
    if (job.maxConcurrentTransforms() != null) {
      environment.put(
          "SAGEMAKER_MAX_CONCURRENT_TRANSFORMS", String.valueOf(job.maxConcurrentTransforms()));
    }
    return environment;
  }

  private List<Item> items(TransformInput input) throws JobFailure {
    S3Uri uri = S3Uri.parse(input.dataSource().s3DataSource().s3Uri());
    List<Item> items = new ArrayList<>();
    if (input.dataSource().s3DataSource().s3DataType().equals("ManifestFile")) {
      Manifest manifest = Manifest.read(files, uri);
      for (String name : manifest.names()) {
        items.add(new Item(manifest.uri(name), name));
      }
      return items;
    }
    for (S3Object object : files.list(uri)) {
      if (!object.key().endsWith("/")) {
        items.add(
            new Item(
                new S3Uri(uri.bucket(), object.key()), Names.relative(uri.key(), object.key())));
      }
    }
    if (items.isEmpty()) {
      throw new JobFailure(
          "ClientError: No S3 objects found under S3 URL \""
              + uri
              + "\" given in input data"
              + " source. Please ensure that the bucket exists in the selected region ("
              + Call.current().region()
              + ") and that objects exist under that S3 prefix.");
    }
    return items;
  }

  /** Transforms one object; answers what went wrong, or null. */
  private @org.jspecify.annotations.Nullable String transform(
      DescribeTransformJobResponse job, Item item, ModelServer server, TransformSettings settings)
      throws IOException, InterruptedException {
    Path file = folder.resolve("output");
    try (InputStream in = open(job, item);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      new Transformation(settings, server, stop).run(in, out);
    } catch (JobFailure e) {
      LOG.info("{} could not be transformed", item.object, e);
      return item.object + ": " + e.reason();
    } catch (ServiceException e) {
      LOG.info("{} could not be read", item.object, e);
      return item.object + ": " + e.code() + ": " + e.getMessage();
    }
    if (!stop.get()) {
      S3Uri target = S3Uri.parse(job.transformOutput().s3OutputPath()).resolve(item.name + ".out");
      files.upload(file, target, job.transformOutput().accept());
    }
    return null;
  }

  private InputStream open(DescribeTransformJobResponse job, Item item)
      throws IOException, JobFailure {
    InputStream in = files.open(item.object);
    if (!"Gzip".equals(job.transformInput().compressionType())) {
      return new BufferedInputStream(in, 1 << 16);
    }
    try {
      return new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
    } catch (IOException e) {
      in.close();
      throw new JobFailure("it could not be decompressed although CompressionType is Gzip", e);
    }
  }
}
