package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.sagemaker.CreateEndpointInput;
import dev.sagebrush.model.sagemaker.CreateEndpointOutput;
import dev.sagebrush.model.sagemaker.DeleteEndpointInput;
import dev.sagebrush.model.sagemaker.DescribeEndpointConfigOutput;
import dev.sagebrush.model.sagemaker.DescribeEndpointInput;
import dev.sagebrush.model.sagemaker.DescribeEndpointOutput;
import dev.sagebrush.model.sagemaker.DesiredWeightAndCapacity;
import dev.sagebrush.model.sagemaker.EndpointSummary;
import dev.sagebrush.model.sagemaker.ListEndpointsInput;
import dev.sagebrush.model.sagemaker.ListEndpointsOutput;
import dev.sagebrush.model.sagemaker.ProductionVariant;
import dev.sagebrush.model.sagemaker.UpdateEndpointInput;
import dev.sagebrush.model.sagemaker.UpdateEndpointOutput;
import dev.sagebrush.model.sagemaker.UpdateEndpointWeightsAndCapacitiesInput;
import dev.sagebrush.model.sagemaker.UpdateEndpointWeightsAndCapacitiesOutput;
import dev.sagebrush.model.sagemaker.VariantProperty;
import dev.sagebrush.services.sagemaker.EndpointRow.Part;
import dev.sagebrush.services.sagemaker.EndpointRow.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Endpoints. */
final class Endpoints {

  static final String KIND = "endpoint";
  static final Listings.Kind LISTING = new Listings.Kind("EndpointName", "EndpointStatus", true);

  private final EndpointStore store;
  private final EndpointConfigs configs;
  private final Models models;
  private final Deployments deployments;
  private final TagSets tags;
  private final Listings listings;
  private final Ids ids;

  Endpoints(
      EndpointStore store,
      EndpointConfigs configs,
      Models models,
      Deployments deployments,
      TagSets tags,
      Listings listings,
      Ids ids) {
    this.store = store;
    this.configs = configs;
    this.models = models;
    this.deployments = deployments;
    this.tags = tags;
    this.listings = listings;
    this.ids = ids;
    tags.serve(KIND, key -> store.get(key) != null);
  }

  CreateEndpointOutput create(CreateEndpointInput request) {
    DescribeEndpointConfigOutput config = configs.require(request.endpointConfigName());
    Place place = Place.current();
    String arn = place.arn(KIND, request.endpointName());
    Instant now = store.now();
    DescribeEndpointOutput endpoint =
        DescribeEndpointOutput.builder()
            .endpointName(request.endpointName())
            .endpointArn(arn)
            .endpointConfigName(config.endpointConfigName())
            .endpointStatus("Creating")
            .creationTime(now)
            .lastModifiedTime(now)
            .lastDeploymentConfig(request.deploymentConfig())
            .build();
    EndpointRow row = new EndpointRow(endpoint, null, plan(config));
    String key = place.key(request.endpointName());
    if (!store.add(key, row, tags.writer(arn, request.tags()))) {
      throw Refusals.invalid("Cannot create already existing endpoint \"" + arn + "\".");
    }
    deployments.start(key);
    return CreateEndpointOutput.builder().endpointArn(arn).build();
  }

  private Plan plan(DescribeEndpointConfigOutput config) {
    List<Part> parts = new ArrayList<>();
    for (ProductionVariant variant : config.productionVariants()) {
      parts.add(new Part(variant, models.require(variant.modelName())));
    }
    return new Plan(ids.alphanumeric(16), config.endpointConfigName(), parts);
  }

  UpdateEndpointOutput update(UpdateEndpointInput request) {
    DescribeEndpointConfigOutput config = configs.require(request.endpointConfigName());
    EndpointRow row = require(request.endpointName());
    Plan plan = retained(plan(config), row, request);
    String key = Place.current().key(request.endpointName());
    EndpointRow updated =
        store.change(
            key,
            old -> {
              requireInService(old);
              return new EndpointRow(
                  old.endpoint().toBuilder()
                      .endpointStatus("Updating")
                      .failureReason(null)
                      .lastDeploymentConfig(
                          Boolean.TRUE.equals(request.retainDeploymentConfig())
                              ? old.endpoint().lastDeploymentConfig()
                              : request.deploymentConfig())
                      .lastModifiedTime(store.now())
                      .build(),
                  old.current(),
                  plan);
            });
    if (updated == null) {
      throw notFound(request.endpointName());
    }
    deployments.start(key);
    return UpdateEndpointOutput.builder().endpointArn(row.endpoint().endpointArn()).build();
  }

  private static void requireInService(EndpointRow row) {
    String status = row.endpoint().endpointStatus();
    if (!status.equals("InService")) {
      throw Refusals.invalid(
          "Cannot update "
              + (status.equals("Failed") ? "failed" : "in-progress")
              + " endpoint \""
              + row.endpoint().endpointArn()
              + "\".");
    }
  }

  /** A new plan with the weights and counts of the old one that a request wants to keep. */
  private static Plan retained(Plan plan, EndpointRow row, UpdateEndpointInput request) {
    Plan current = row.current();
    if (!Boolean.TRUE.equals(request.retainAllVariantProperties()) || current == null) {
      return plan;
    }
    Set<String> excluded = new HashSet<>();
    if (request.excludeRetainedVariantProperties() != null) {
      for (VariantProperty property : request.excludeRetainedVariantProperties()) {
        excluded.add(property.variantPropertyType());
      }
    }
    List<Part> parts = new ArrayList<>();
    for (Part part : plan.parts()) {
      ProductionVariant.Builder variant = part.variant().toBuilder();
      for (Part old : current.parts()) {
        if (old.variant().variantName().equals(part.variant().variantName())) {
          if (!excluded.contains("DesiredWeight")) {
            variant.initialVariantWeight(old.variant().initialVariantWeight());
          }
          if (!excluded.contains("DesiredInstanceCount")) {
            variant.initialInstanceCount(old.variant().initialInstanceCount());
          }
        }
      }
      parts.add(new Part(variant.build(), part.model()));
    }
    return new Plan(plan.generation(), plan.config(), parts);
  }

  UpdateEndpointWeightsAndCapacitiesOutput weigh(UpdateEndpointWeightsAndCapacitiesInput request) {
    String key = Place.current().key(request.endpointName());
    EndpointRow row =
        store.change(
            key,
            old -> {
              requireInService(old);
              Plan current = old.current();
              return current == null
                  ? old
                  : store.serving(old, weighed(current, request.desiredWeightsAndCapacities()));
            });
    if (row == null) {
      throw notFound(request.endpointName());
    }
    deployments.weigh(key, row);
    return UpdateEndpointWeightsAndCapacitiesOutput.builder()
        .endpointArn(row.endpoint().endpointArn())
        .build();
  }

  private static Plan weighed(Plan plan, List<DesiredWeightAndCapacity> wishes) {
    List<Part> parts = new ArrayList<>(plan.parts());
    for (DesiredWeightAndCapacity wish : wishes) {
      Refusals.unless(wish.serverlessUpdateConfig(), "ServerlessUpdateConfig");
      boolean found = false;
      for (int i = 0; i < parts.size(); i++) {
        ProductionVariant variant = parts.get(i).variant();
        if (variant.variantName().equals(wish.variantName())) {
          parts.set(i, new Part(weighed(variant, wish), parts.get(i).model()));
          found = true;
        }
      }
      if (!found) {
        throw Refusals.invalid(
            "The variant name(s) \""
                + wish.variantName()
                + "\" is/are not present within endpoint"
                + " configuration \""
                + plan.config()
                + "\".");
      }
    }
    return new Plan(plan.generation(), plan.config(), parts);
  }

  private static ProductionVariant weighed(
      ProductionVariant variant, DesiredWeightAndCapacity wish) {
    ProductionVariant.Builder builder = variant.toBuilder();
    if (wish.desiredWeight() != null) {
      builder.initialVariantWeight(wish.desiredWeight());
    }
    if (wish.desiredInstanceCount() != null) {
      builder.initialInstanceCount(wish.desiredInstanceCount());
    }
    return builder.build();
  }

  private EndpointRow require(String name) {
    @Nullable EndpointRow row = store.get(Place.current().key(name));
    if (row == null) {
      throw notFound(name);
    }
    return row;
  }

  private static ServiceException notFound(String name) {
    return Refusals.invalid("Could not find endpoint \"" + Place.current().arn(KIND, name) + "\".");
  }

  DescribeEndpointOutput describe(DescribeEndpointInput request) {
    return require(request.endpointName()).endpoint();
  }

  /** All endpoints of a place. */
  List<DescribeEndpointOutput> all(Place place) {
    return store.all(place).stream().map(EndpointRow::endpoint).toList();
  }

  ListEndpointsOutput list(ListEndpointsInput request) {
    Listings.Page<DescribeEndpointOutput> page =
        listings.page(request, LISTING, all(Place.current()));
    return ListEndpointsOutput.builder()
        .endpoints(
            page.items().stream()
                .map(endpoint ->
                    Structs.copy(endpoint, EndpointSummary.class, EndpointSummary.SHAPE, Map.of()))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  Unit delete(DeleteEndpointInput request) {
    EndpointRow row = require(request.endpointName());
    String key = Place.current().key(request.endpointName());
    store.remove(key, tags.remover(row.endpoint().endpointArn()));
    deployments.remove(key);
    return Unit.VALUE;
  }
}
