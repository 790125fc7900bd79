package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.sagemaker.CreateTransformJobRequest;
import dev.sagebrush.model.sagemaker.CreateTransformJobResponse;
import dev.sagebrush.model.sagemaker.DataProcessing;
import dev.sagebrush.model.sagemaker.DescribeModelOutput;
import dev.sagebrush.model.sagemaker.DescribeTransformJobRequest;
import dev.sagebrush.model.sagemaker.DescribeTransformJobResponse;
import dev.sagebrush.model.sagemaker.ListTransformJobsRequest;
import dev.sagebrush.model.sagemaker.ListTransformJobsResponse;
import dev.sagebrush.model.sagemaker.ResourceInUse;
import dev.sagebrush.model.sagemaker.StopTransformJobRequest;
import dev.sagebrush.model.sagemaker.TransformInput;
import dev.sagebrush.model.sagemaker.TransformJobSummary;
import dev.sagebrush.model.sagemaker.TransformOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Batch transform jobs. */
final class TransformJobs {

  static final String KIND = "transform-job";
  private static final Listings.Kind LISTING =
      new Listings.Kind("TransformJobName", "TransformJobStatus", true);
  private static final int MOST_PAYLOAD_MIB = 100;

  private final TransformStore store;
  private final TransformRuns runs;
  private final Models models;
  private final TagSets tags;
  private final Listings listings;

  TransformJobs(
      TransformStore store, TransformRuns runs, Models models, TagSets tags, Listings listings) {
    this.store = store;
    this.runs = runs;
    this.models = models;
    this.tags = tags;
    this.listings = listings;
    tags.serve(KIND, key -> store.get(key) != null);
  }

  CreateTransformJobResponse create(CreateTransformJobRequest request) {
    check(request);
    DescribeModelOutput model = models.require(request.modelName());
    Place place = Place.current();
    String key = place.key(request.transformJobName());
    String arn = place.arn(KIND, request.transformJobName());
    Map<String, @Nullable Object> more = new HashMap<>();
    more.put("TransformJobArn", arn);
    more.put("TransformJobStatus", "InProgress");
    more.put("CreationTime", store.now());
    more.put("TransformInput", input(request.transformInput()));
    more.put("TransformOutput", output(request.transformOutput()));
    more.put("DataProcessing", processing(request.dataProcessing()));
    DescribeTransformJobResponse job =
        Structs.copy(
            request, DescribeTransformJobResponse.class, DescribeTransformJobResponse.SHAPE, more);
    TransformJobRow row = new TransformJobRow(job, model, store.now(), 1);
    var tagging = tags.writer(arn, request.tags());
    if (store.get(key) != null) {
      throw inUse(arn);
    }
    runs.claim(key);
    if (!store.add(key, row, tagging)) {
      throw inUse(arn);
    }
    runs.start(key);
    return CreateTransformJobResponse.builder().transformJobArn(arn).build();
  }

  private static ServiceException inUse(String arn) {
    return ResourceInUse.because(
        "Job name must be unique within an AWS account and region, and a job with this name"
            + " already exists ("
            + arn
            + ")");
  }

  private static TransformInput input(TransformInput given) {
    return given.toBuilder()
        .splitType(given.splitType() == null ? "None" : given.splitType())
        .compressionType(given.compressionType() == null ? "None" : given.compressionType())
        .build();
  }

  private static TransformOutput output(TransformOutput given) {
    return given.assembleWith() == null ? given.toBuilder().assembleWith("None").build() : given;
  }

  private static DataProcessing processing(@Nullable DataProcessing given) {
    DataProcessing.Builder builder = given == null ? DataProcessing.builder() : given.toBuilder();
    if (given == null || given.inputFilter() == null) {
      builder.inputFilter("$");
    }
    if (given == null || given.outputFilter() == null) {
      builder.outputFilter("$");
    }
    if (given == null || given.joinSource() == null) {
      builder.joinSource("None");
    }
    return builder.build();
  }

  private static void check(CreateTransformJobRequest request) {
    Refusals.unless(request.dataCaptureConfig(), "DataCaptureConfig");
    if ("TFRecord".equals(request.transformInput().splitType())) {
      throw ServiceException.notImplemented("SplitType TFRecord");
    }
    if (request.transformInput().dataSource().s3DataSource() == null) {
      throw Refusals.invalid("TransformInput must specify an S3DataSource.");
    }
    String type = request.transformInput().dataSource().s3DataSource().s3DataType();
    if (!type.equals("S3Prefix") && !type.equals("ManifestFile")) {
      throw ServiceException.notImplemented("S3DataType " + type);
    }
    S3Uri.parse(request.transformInput().dataSource().s3DataSource().s3Uri());
    S3Uri.parse(request.transformOutput().s3OutputPath());
    Integer payload = request.maxPayloadInMB();
    Integer concurrent = request.maxConcurrentTransforms();
    if (payload != null && payload > MOST_PAYLOAD_MIB) {
      throw Refusals.invalid("MaxPayloadInMB cannot be greater than " + MOST_PAYLOAD_MIB + ".");
    }
    if (payload != null && concurrent != null && payload * concurrent > MOST_PAYLOAD_MIB) {
      throw Refusals.invalid(
          "MaxConcurrentTransforms * MaxPayloadInMB cannot be greater than "
              + MOST_PAYLOAD_MIB
              + " MB.");
    }
    if (payload != null && payload == 0) {
      throw ServiceException.notImplemented("MaxPayloadInMB 0, which streams without limit,");
    }
    RecordFormat.check(request);
  }

  DescribeTransformJobResponse describe(DescribeTransformJobRequest request) {
    return require(request.transformJobName()).job();
  }

  private TransformJobRow require(String name) {
    TransformJobRow row = store.get(Place.current().key(name));
    if (row == null) {
      throw notFound(name);
    }
    return row;
  }

  private static ServiceException notFound(String name) {
    return Refusals.invalid("Could not find requested job with name: " + name);
  }

  ListTransformJobsResponse list(ListTransformJobsRequest request) {
    List<TransformJobSummary> all =
        store.all(Place.current()).stream()
            .map(row ->
                Structs.copy(
                    row.job(),
                    TransformJobSummary.class,
                    TransformJobSummary.SHAPE,
                    Map.of("LastModifiedTime", row.modified())))
            .toList();
    Listings.Page<TransformJobSummary> page = listings.page(request, LISTING, all);
    return ListTransformJobsResponse.builder()
        .transformJobSummaries(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  Unit stop(StopTransformJobRequest request) {
    String key = Place.current().key(request.transformJobName());
    TransformJobRow row =
        store.change(
            key,
            job -> {
              String status = job.transformJobStatus();
              if (!status.equals("InProgress") && !status.equals("Stopping")) {
                throw Refusals.invalid(
                    "The request was rejected because the transform job is in status "
                        + status
                        + ".");
              }
              return job.toBuilder().transformJobStatus("Stopping").build();
            });
    if (row == null) {
      throw notFound(request.transformJobName());
    }
    runs.stop(key);
    return Unit.VALUE;
  }
}
