package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.Hosting;
import dev.sagebrush.engine.container.Images;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.store.Leases;
import dev.sagebrush.store.Tables;
import java.nio.file.Path;
import java.time.Duration;

/** Amazon SageMaker. */
public final class SageMaker {

  private static final Duration LEASE = Duration.ofSeconds(6);

  private SageMaker() {}

  /**
   * The operations of SageMaker that are served. What an earlier process has left unfinished is
   * taken up at once.
   *
   * @param tables where rows go
   * @param data a folder for the files of jobs and endpoints
   * @param clock what the time is
   * @param tokens of listings that go on
   * @param ids for names that nobody else has
   * @param caller of S3, CloudWatch and CloudWatch Logs; used from other threads at once
   * @param images what can train and serve
   * @param hosting where the endpoints are that are loaded
   * @param jobs what runs in the background; closing it ends all processes
   */
  public static Service service(
      Tables tables,
      Path data,
      Clock clock,
      PageTokens tokens,
      Ids ids,
      Caller caller,
      Images images,
      Hosting hosting,
      Jobs jobs) {
    KnownImages known = new KnownImages(images);
    Leases leases = new Leases(tables, clock.machine()::now, ids.uuid(), LEASE);
    Identity identity = new Identity(clock, ids);
    TagSets tags = new TagSets(tables, tokens);
    Listings listings = new Listings(tokens);
    TrainingStore training = new TrainingStore(tables, clock);
    TrainingRuns runs =
        new TrainingRuns(
            jobs, leases, clock, caller, known, training, identity, data.resolve("training"));
    TrainingJobs trainingJobs = new TrainingJobs(training, runs, known, tags, listings);
    S3Files files = new S3Files(caller);
    Models models = new Models(tables, clock, known, files, tags, listings);
    EndpointConfigs configs = new EndpointConfigs(tables, clock, models, tags, listings);
    EndpointStore endpointStore = new EndpointStore(tables, clock);
    ModelLoader loader = new ModelLoader(files, known, identity);
    Deployments deployments =
        new Deployments(jobs, clock, endpointStore, loader, hosting, data.resolve("endpoints"));
    Endpoints endpoints =
        new Endpoints(endpointStore, configs, models, deployments, tags, listings, ids);
    TransformStore transforms = new TransformStore(tables, clock);
    TransformRuns transformRuns =
        new TransformRuns(
            jobs, leases, clock, files, loader, transforms, identity, data.resolve("transform"));
    TransformJobs transformJobs =
        new TransformJobs(transforms, transformRuns, models, tags, listings);
    Searches searches = new Searches(training, models, endpoints, tags, tokens);
    runs.watch();
    transformRuns.watch();
    deployments.watch();
    return operations(trainingJobs, models, configs, endpoints, transformJobs, searches, tags);
  }

  private static Service operations(
      TrainingJobs trainingJobs,
      Models models,
      EndpointConfigs configs,
      Endpoints endpoints,
      TransformJobs transformJobs,
      Searches searches,
      TagSets tags) {
    return Service.of(SageMakerApi.API)
        .on(SageMakerApi.CREATE_TRAINING_JOB, trainingJobs::create)
        .on(SageMakerApi.DESCRIBE_TRAINING_JOB, trainingJobs::describe)
        .on(SageMakerApi.LIST_TRAINING_JOBS, trainingJobs::list)
        .on(SageMakerApi.STOP_TRAINING_JOB, trainingJobs::stop)
        .on(SageMakerApi.DELETE_TRAINING_JOB, trainingJobs::delete)
        .on(SageMakerApi.UPDATE_TRAINING_JOB, trainingJobs::update)
        .on(SageMakerApi.CREATE_MODEL, models::create)
        .on(SageMakerApi.DESCRIBE_MODEL, models::describe)
        .on(SageMakerApi.LIST_MODELS, models::list)
        .on(SageMakerApi.DELETE_MODEL, models::delete)
        .on(SageMakerApi.CREATE_ENDPOINT_CONFIG, configs::create)
        .on(SageMakerApi.DESCRIBE_ENDPOINT_CONFIG, configs::describe)
        .on(SageMakerApi.LIST_ENDPOINT_CONFIGS, configs::list)
        .on(SageMakerApi.DELETE_ENDPOINT_CONFIG, configs::delete)
        .on(SageMakerApi.CREATE_ENDPOINT, endpoints::create)
        .on(SageMakerApi.DESCRIBE_ENDPOINT, endpoints::describe)
        .on(SageMakerApi.LIST_ENDPOINTS, endpoints::list)
        .on(SageMakerApi.UPDATE_ENDPOINT, endpoints::update)
        .on(SageMakerApi.UPDATE_ENDPOINT_WEIGHTS_AND_CAPACITIES, endpoints::weigh)
        .on(SageMakerApi.DELETE_ENDPOINT, endpoints::delete)
        .on(SageMakerApi.CREATE_TRANSFORM_JOB, transformJobs::create)
        .on(SageMakerApi.DESCRIBE_TRANSFORM_JOB, transformJobs::describe)
        .on(SageMakerApi.LIST_TRANSFORM_JOBS, transformJobs::list)
        .on(SageMakerApi.STOP_TRANSFORM_JOB, transformJobs::stop)
        .on(SageMakerApi.SEARCH, searches::search)
        .on(SageMakerApi.ADD_TAGS, tags::add)
        .on(SageMakerApi.LIST_TAGS, tags::list)
        .on(SageMakerApi.DELETE_TAGS, tags::delete)
        .build();
  }
}
