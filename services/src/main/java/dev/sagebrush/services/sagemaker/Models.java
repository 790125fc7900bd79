package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.sagemaker.ContainerDefinition;
import dev.sagebrush.model.sagemaker.CreateModelInput;
import dev.sagebrush.model.sagemaker.CreateModelOutput;
import dev.sagebrush.model.sagemaker.DeleteModelInput;
import dev.sagebrush.model.sagemaker.DescribeModelInput;
import dev.sagebrush.model.sagemaker.DescribeModelOutput;
import dev.sagebrush.model.sagemaker.ListModelsInput;
import dev.sagebrush.model.sagemaker.ListModelsOutput;
import dev.sagebrush.model.sagemaker.ModelSummary;
import dev.sagebrush.store.Tables;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models: which images answer with which data. */
final class Models {

  static final String KIND = "model";
  static final Listings.Kind LISTING = new Listings.Kind("ModelName", null, true);

  private final Shelf<ModelRow> shelf;
  private final Clock clock;
  private final KnownImages images;
  private final S3Files files;
  private final TagSets tags;
  private final Listings listings;

  /** A model as it is kept. */
  record ModelRow(DescribeModelOutput model) {}

  Models(
      Tables tables,
      Clock clock,
      KnownImages images,
      S3Files files,
      TagSets tags,
      Listings listings) {
    this.shelf = new Shelf<>(tables, "sagemaker.models", ModelRow.class);
    this.clock = clock;
    this.images = images;
    this.files = files;
    this.tags = tags;
    this.listings = listings;
    tags.serve(KIND, key -> shelf.get(key) != null);
  }

  CreateModelOutput create(CreateModelInput request) {
    check(request);
    containers(request.primaryContainer(), request.containers()).forEach(this::check);
    Place place = Place.current();
    String arn = place.arn(KIND, request.modelName());
    Map<String, @Nullable Object> more = new HashMap<>();
    more.put("ModelArn", arn);
    more.put("CreationTime", clock.now().truncatedTo(ChronoUnit.MILLIS));
    more.put("EnableNetworkIsolation", Boolean.TRUE.equals(request.enableNetworkIsolation()));
    DescribeModelOutput model =
        Structs.copy(request, DescribeModelOutput.class, DescribeModelOutput.SHAPE, more);
    String key = place.key(request.modelName());
    if (shelf.add(key, new ModelRow(model), tags.writer(arn, request.tags())) != null) {
      throw Refusals.invalid("Cannot create already existing model \"" + arn + "\".");
    }
    return CreateModelOutput.builder().modelArn(arn).build();
  }

  private static void check(CreateModelInput request) {
    boolean several = request.containers() != null && !request.containers().isEmpty();
    if (several == (request.primaryContainer() != null)) {
      throw Refusals.invalid(
          several
              ? "You can specify either PrimaryContainer or Containers, not both."
              : "You must specify either PrimaryContainer or Containers.");
    }
    if (request.executionRoleArn() != null) {
      Refusals.checkRole(request.executionRoleArn());
    }
    if (request.inferenceExecutionConfig() != null
        && "Direct".equals(request.inferenceExecutionConfig().mode())) {
      throw ServiceException.notImplemented("InferenceExecutionConfig with Mode Direct");
    }
  }

  private void check(ContainerDefinition container) {
    Refusals.unless(container.modelPackageName(), "ModelPackageName");
    Refusals.unless(container.additionalModelDataSources(), "AdditionalModelDataSources");
    Refusals.unless(container.inferenceSpecificationName(), "InferenceSpecificationName");
    Refusals.unless(container.multiModelConfig(), "MultiModelConfig");
    if ("MultiModel".equals(container.mode())) {
      throw ServiceException.notImplemented("A container with Mode MultiModel");
    }
    if (container.image() == null) {
      throw Refusals.invalid("You must specify Image in a container definition.");
    }
    images.require(container.image());
    if (container.modelDataUrl() != null && container.modelDataSource() != null) {
      throw Refusals.invalid("You can specify either ModelDataUrl or ModelDataSource, not both.");
    }
    ModelData data = ModelData.of(container);
    if (data != null && !data.exists(files)) {
      throw Refusals.invalid("Could not find model data at " + data.uri() + ".");
    }
  }

  /** The containers of a model, in the order in which a request passes them. */
  static List<ContainerDefinition> containers(
      @Nullable ContainerDefinition primary, @Nullable List<ContainerDefinition> several) {
    return primary != null ? List.of(primary) : several == null ? List.of() : several;
  }

  /**
   * A model that is there.
   *
   * @throws ServiceException {@code ValidationException} when it is not
   */
  DescribeModelOutput require(String name) {
    ModelRow row = shelf.find(name);
    if (row == null) {
      throw Refusals.invalid("Could not find model \"" + Place.current().arn(KIND, name) + "\".");
    }
    return row.model;
  }

  DescribeModelOutput describe(DescribeModelInput request) {
    return require(request.modelName());
  }

  /** All models of a place. */
  List<DescribeModelOutput> all(Place place) {
    return shelf.all(place).stream().map(ModelRow::model).toList();
  }

  ListModelsOutput list(ListModelsInput request) {
    Listings.Page<DescribeModelOutput> page = listings.page(request, LISTING, all(Place.current()));
    return ListModelsOutput.builder()
        .models(
            page.items().stream()
                .map(model -> Structs.copy(model, ModelSummary.class, ModelSummary.SHAPE, Map.of()))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  Unit delete(DeleteModelInput request) {
    DescribeModelOutput model = require(request.modelName());
    shelf.remove(Place.current().key(model.modelName()), tags.remover(model.modelArn()));
    return Unit.VALUE;
  }
}
