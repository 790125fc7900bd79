package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.sagemaker.CreateEndpointConfigInput;
import dev.sagebrush.model.sagemaker.CreateEndpointConfigOutput;
import dev.sagebrush.model.sagemaker.DeleteEndpointConfigInput;
import dev.sagebrush.model.sagemaker.DescribeEndpointConfigInput;
import dev.sagebrush.model.sagemaker.DescribeEndpointConfigOutput;
import dev.sagebrush.model.sagemaker.EndpointConfigSummary;
import dev.sagebrush.model.sagemaker.ListEndpointConfigsInput;
import dev.sagebrush.model.sagemaker.ListEndpointConfigsOutput;
import dev.sagebrush.model.sagemaker.ProductionVariant;
import dev.sagebrush.store.Tables;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Endpoint configurations: which models answer at an endpoint, with which shares. */
final class EndpointConfigs {

  static final String KIND = "endpoint-config";
  private static final Listings.Kind LISTING = new Listings.Kind("EndpointConfigName", null, true);

  private final Shelf<EndpointConfigRow> shelf;
  private final Clock clock;
  private final Models models;
  private final TagSets tags;
  private final Listings listings;

  /** An endpoint configuration as it is kept. */
  record EndpointConfigRow(DescribeEndpointConfigOutput config) {}

  EndpointConfigs(Tables tables, Clock clock, Models models, TagSets tags, Listings listings) {
    this.shelf = new Shelf<>(tables, "sagemaker.endpoint_configs", EndpointConfigRow.class);
    this.clock = clock;
    this.models = models;
    this.tags = tags;
    this.listings = listings;
    tags.serve(KIND, key -> shelf.get(key) != null);
  }

  CreateEndpointConfigOutput create(CreateEndpointConfigInput request) {
    Refusals.unless(request.asyncInferenceConfig(), "AsyncInferenceConfig");
    Refusals.unless(request.explainerConfig(), "ExplainerConfig");
    Refusals.unless(request.shadowProductionVariants(), "ShadowProductionVariants");
    if (request.dataCaptureConfig() != null
        && Boolean.TRUE.equals(request.dataCaptureConfig().enableCapture())) {
      throw ServiceException.notImplemented("DataCaptureConfig with EnableCapture");
    }
    Set<String> names = new HashSet<>();
    for (ProductionVariant variant : request.productionVariants()) {
      if (!names.add(variant.variantName())) {
        throw Refusals.invalid(
            "Variant names must be unique within an endpoint configuration: "
                + variant.variantName()
                + ".");
      }
      check(variant);
    }
    Place place = Place.current();
    String arn = place.arn(KIND, request.endpointConfigName());
    Map<String, @Nullable Object> more = new HashMap<>();
    more.put("EndpointConfigArn", arn);
    more.put("CreationTime", clock.now().truncatedTo(ChronoUnit.MILLIS));
    more.put(
        "ProductionVariants",
        request.productionVariants().stream().map(EndpointConfigs::weighted).toList());
    more.put("EnableNetworkIsolation", Boolean.TRUE.equals(request.enableNetworkIsolation()));
    DescribeEndpointConfigOutput config =
        Structs.copy(
            request, DescribeEndpointConfigOutput.class, DescribeEndpointConfigOutput.SHAPE, more);
    EndpointConfigRow present =
        shelf.add(
            place.key(request.endpointConfigName()),
            new EndpointConfigRow(config),
            tags.writer(arn, request.tags()));
    if (present != null) {
      throw Refusals.invalid(
          "Cannot create already existing endpoint configuration \"" + arn + "\".");
    }
    return CreateEndpointConfigOutput.builder().endpointConfigArn(arn).build();
  }

  private void check(ProductionVariant variant) {
    Refusals.unless(variant.serverlessConfig(), "ServerlessConfig");
    Refusals.unless(variant.managedInstanceScaling(), "ManagedInstanceScaling");
    Refusals.unless(variant.instancePools(), "InstancePools");
    if (variant.modelName() == null) {
      throw ServiceException.notImplemented("A production variant without ModelName");
    }
    models.require(variant.modelName());
    if (variant.instanceType() == null || variant.initialInstanceCount() == null) {
      throw Refusals.invalid(
          "InstanceType and InitialInstanceCount must be specified for the variant "
              + variant.variantName()
              + ".");
    }
  }

  private static ProductionVariant weighted(ProductionVariant variant) {
    return variant.initialVariantWeight() == null
        ? variant.toBuilder().initialVariantWeight(1f).build()
        : variant;
  }

  /**
   * A configuration that is there.
   *
   * @throws ServiceException {@code ValidationException} when it is not
   */
  DescribeEndpointConfigOutput require(String name) {
    EndpointConfigRow row = shelf.find(name);
    if (row == null) {
      throw Refusals.invalid(
          "Could not find endpoint configuration \"" + Place.current().arn(KIND, name) + "\".");
    }
    return row.config;
  }

  DescribeEndpointConfigOutput describe(DescribeEndpointConfigInput request) {
    return require(request.endpointConfigName());
  }

  ListEndpointConfigsOutput list(ListEndpointConfigsInput request) {
    List<DescribeEndpointConfigOutput> all =
        shelf.all(Place.current()).stream().map(EndpointConfigRow::config).toList();
    Listings.Page<DescribeEndpointConfigOutput> page = listings.page(request, LISTING, all);
    return ListEndpointConfigsOutput.builder()
        .endpointConfigs(
            page.items().stream()
                .map(config ->
                    Structs.copy(
                        config, EndpointConfigSummary.class, EndpointConfigSummary.SHAPE, Map.of()))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  Unit delete(DeleteEndpointConfigInput request) {
    DescribeEndpointConfigOutput config = require(request.endpointConfigName());
    shelf.remove(
        Place.current().key(config.endpointConfigName()), tags.remover(config.endpointConfigArn()));
    return Unit.VALUE;
  }
}
