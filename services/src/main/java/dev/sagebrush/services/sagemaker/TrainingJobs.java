package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.Image;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.sagemaker.AlgorithmSpecification;
import dev.sagebrush.model.sagemaker.CreateTrainingJobRequest;
import dev.sagebrush.model.sagemaker.CreateTrainingJobResponse;
import dev.sagebrush.model.sagemaker.DeleteTrainingJobRequest;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobRequest;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import dev.sagebrush.model.sagemaker.ListTrainingJobsRequest;
import dev.sagebrush.model.sagemaker.ListTrainingJobsResponse;
import dev.sagebrush.model.sagemaker.MetricDefinition;
import dev.sagebrush.model.sagemaker.ModelArtifacts;
import dev.sagebrush.model.sagemaker.ResourceInUse;
import dev.sagebrush.model.sagemaker.StopTrainingJobRequest;
import dev.sagebrush.model.sagemaker.StoppingCondition;
import dev.sagebrush.model.sagemaker.TrainingJobSummary;
import dev.sagebrush.model.sagemaker.UpdateTrainingJobRequest;
import dev.sagebrush.model.sagemaker.UpdateTrainingJobResponse;
import dev.sagebrush.services.sagemaker.TrainingStates.Step;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Training jobs. */
final class TrainingJobs {

  static final String KIND = "training-job";
  static final Listings.Kind LISTING =
      new Listings.Kind("TrainingJobName", "TrainingJobStatus", false);

  private static final int DEFAULT_MAX_RUNTIME = 86_400;

  private final TrainingStore store;
  private final TrainingRuns runs;
  private final KnownImages images;
  private final TagSets tags;
  private final Listings listings;

  TrainingJobs(
      TrainingStore store, TrainingRuns runs, KnownImages images, TagSets tags, Listings listings) {
    this.store = store;
    this.runs = runs;
    this.images = images;
    this.tags = tags;
    this.listings = listings;
    tags.serve(KIND, key -> store.get(key) != null);
  }

  CreateTrainingJobResponse create(CreateTrainingJobRequest request) {
    TrainingRequests.check(request);
    Image image = requireImage(request.algorithmSpecification());
    Place place = Place.current();
    String key = place.key(request.trainingJobName());
    String arn = place.arn(KIND, request.trainingJobName());
    DescribeTrainingJobResponse job = describe(request, arn, image);
    var tagging = tags.writer(arn, request.tags());
    if (store.get(key) != null) {
      throw inUse(arn);
    }
    runs.claim(key);
    if (store.add(key, job, tagging) != null) {
      throw inUse(arn);
    }
    runs.start(key);
    return CreateTrainingJobResponse.builder().trainingJobArn(arn).build();
  }

  private static ServiceException inUse(String arn) {
    return ResourceInUse.because(
        "Job name must be unique within an AWS account and region, and a job with this name"
            + " already exists ("
            + arn
            + ")");
  }

  private Image requireImage(AlgorithmSpecification algorithm) {
    Image image = images.require(algorithm.trainingImage());
    boolean overridden =
        algorithm.metricDefinitions() != null && !algorithm.metricDefinitions().isEmpty();
    if (!image.metrics().isEmpty() && overridden) {
      throw Refusals.invalid(
          "You can't override the metric definitions for Amazon SageMaker algorithms. Please retry"
              + " the request without specifying metric definitions.");
    }
    return image;
  }

  private DescribeTrainingJobResponse describe(
      CreateTrainingJobRequest request, String arn, Image image) {
    Instant now = store.now();
    boolean compressed = !"NONE".equals(request.outputDataConfig().compressionType());
    Map<String, @Nullable Object> more = new HashMap<>();
    more.put("TrainingJobArn", arn);
    more.put("TrainingJobStatus", TrainingStates.IN_PROGRESS);
    more.put("CreationTime", now);
    more.put("AlgorithmSpecification", withMetrics(request.algorithmSpecification(), image));
    more.put("StoppingCondition", stopping(request.stoppingCondition()));
    more.put("EnableNetworkIsolation", isTrue(request.enableNetworkIsolation()));
    more.put(
        "EnableInterContainerTrafficEncryption",
        isTrue(request.enableInterContainerTrafficEncryption()));
    more.put("EnableManagedSpotTraining", isTrue(request.enableManagedSpotTraining()));
    more.put("ProfilingStatus", "Disabled");
    more.put(
        "ModelArtifacts",
        ModelArtifacts.builder()
            .s3ModelArtifacts(
                TrainingOutput.model(
                    request.outputDataConfig().s3OutputPath(),
                    request.trainingJobName(),
                    compressed))
            .build());
    return Structs.copy(
        request, DescribeTrainingJobResponse.class, DescribeTrainingJobResponse.SHAPE, more);
  }

  private static boolean isTrue(@Nullable Boolean flag) {
    return Boolean.TRUE.equals(flag);
  }

  private static AlgorithmSpecification withMetrics(AlgorithmSpecification algorithm, Image image) {
    AlgorithmSpecification.Builder builder =
        algorithm.toBuilder()
            .enableSageMakerMetricsTimeSeries(isTrue(algorithm.enableSageMakerMetricsTimeSeries()));
    if (!image.metrics().isEmpty()) {
      builder.metricDefinitions(
          image.metrics().stream()
              .map(metric ->
                  MetricDefinition.builder().name(metric.name()).regex(metric.regex()).build())
              .toList());
    }
    return builder.build();
  }

  private static StoppingCondition stopping(@Nullable StoppingCondition given) {
    StoppingCondition.Builder builder =
        given == null ? StoppingCondition.builder() : given.toBuilder();
    if (given == null || given.maxRuntimeInSeconds() == null) {
      builder.maxRuntimeInSeconds(DEFAULT_MAX_RUNTIME);
    }
    return builder.build();
  }

  DescribeTrainingJobResponse describe(DescribeTrainingJobRequest request) {
    return require(request.trainingJobName());
  }

  private DescribeTrainingJobResponse require(String name) {
    DescribeTrainingJobResponse job = store.find(name);
    if (job == null) {
      throw Refusals.notFound();
    }
    return job;
  }

  ListTrainingJobsResponse list(ListTrainingJobsRequest request) {
    Refusals.unless(request.trainingPlanArnEquals(), "TrainingPlanArnEquals");
    List<DescribeTrainingJobResponse> all = store.all(Place.current());
    if (request.warmPoolStatusEquals() != null) {
      all = List.of();
    }
    Listings.Page<DescribeTrainingJobResponse> page = listings.page(request, LISTING, all);
    return ListTrainingJobsResponse.builder()
        .trainingJobSummaries(
            page.items().stream()
                .map(job ->
                    Structs.copy(job, TrainingJobSummary.class, TrainingJobSummary.SHAPE, Map.of()))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  Unit stop(StopTrainingJobRequest request) {
    String key = Place.current().key(request.trainingJobName());
    DescribeTrainingJobResponse job =
        store.change(
            key,
            old -> {
              if (old.trainingJobStatus().equals(TrainingStates.IN_PROGRESS)) {
                return TrainingStates.step(old, Step.STOPPING, store.now()).toBuilder()
                    .trainingJobStatus(TrainingStates.STOPPING)
                    .build();
              }
              if (old.trainingJobStatus().equals(TrainingStates.STOPPING)) {
                return old;
              }
              throw Refusals.invalid(
                  "The request was rejected because the training job is in status "
                      + old.trainingJobStatus()
                      + ".");
            });
    if (job == null) {
      throw Refusals.notFound();
    }
    runs.stop(key);
    return Unit.VALUE;
  }

  Unit delete(DeleteTrainingJobRequest request) {
    DescribeTrainingJobResponse job = require(request.trainingJobName());
    if (TrainingStates.unfinished(job)) {
      throw ResourceInUse.because(
          "The training job "
              + job.trainingJobArn()
              + " cannot be deleted in status "
              + job.trainingJobStatus()
              + ".");
    }
    Place place = Place.current();
    store.remove(place.key(job.trainingJobName()), tags.remover(job.trainingJobArn()));
    return Unit.VALUE;
  }

  UpdateTrainingJobResponse update(UpdateTrainingJobRequest request) {
    Refusals.unless(request.remoteDebugConfig(), "UpdateTrainingJob with RemoteDebugConfig");
    Refusals.unless(request.profilerConfig(), "UpdateTrainingJob with ProfilerConfig");
    Refusals.unless(
        request.profilerRuleConfigurations(), "UpdateTrainingJob with ProfilerRuleConfigurations");
    DescribeTrainingJobResponse job = require(request.trainingJobName());
    if (request.resourceConfig() != null) {
      store.change(
          Place.current().key(job.trainingJobName()),
          old ->
              old.toBuilder()
                  .resourceConfig(
                      old.resourceConfig().toBuilder()
                          .keepAlivePeriodInSeconds(
                              request.resourceConfig().keepAlivePeriodInSeconds())
                          .build())
                  .lastModifiedTime(store.now())
                  .build());
    }
    return UpdateTrainingJobResponse.builder().trainingJobArn(job.trainingJobArn()).build();
  }
}
