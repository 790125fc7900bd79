package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.sagemaker.DeployedImage;
import dev.sagebrush.model.sagemaker.DescribeEndpointOutput;
import dev.sagebrush.model.sagemaker.ProductionVariant;
import dev.sagebrush.model.sagemaker.ProductionVariantSummary;
import dev.sagebrush.services.sagemaker.EndpointRow.Part;
import dev.sagebrush.services.sagemaker.EndpointRow.Plan;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The endpoints as they are kept, and the steps they take. */
final class EndpointStore {

  private final Shelf<EndpointRow> shelf;
  private final Clock clock;

  EndpointStore(Tables tables, Clock clock) {
    this.shelf = new Shelf<>(tables, "sagemaker.endpoints", EndpointRow.class);
    this.clock = clock;
  }

  /** The present moment as AWS tells it. */
  Instant now() {
    return clock.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Adds an endpoint; false when its name is taken. */
  boolean add(String key, EndpointRow row, Consumer<Transaction> more) {
    return shelf.add(key, row, more) == null;
  }

  /** The endpoint under a key; null when there is none. */
  @Nullable EndpointRow get(String key) {
    return shelf.get(key);
  }

  /** All endpoints of a place. */
  List<EndpointRow> all(Place place) {
    return shelf.all(place);
  }

  /** All endpoints. */
  List<Table.Row<EndpointRow>> everywhere() {
    return shelf.everywhere();
  }

  /** Changes an endpoint; null when there is none. */
  @Nullable EndpointRow change(String key, UnaryOperator<EndpointRow> change) {
    return shelf.change(key, change);
  }

  /** Removes an endpoint; false when there is none. */
  boolean remove(String key, Consumer<Transaction> more) {
    return shelf.remove(key, more);
  }

  /** An endpoint that answers by a plan. */
  EndpointRow serving(EndpointRow row, Plan plan) {
    DescribeEndpointOutput endpoint =
        row.endpoint().toBuilder()
            .endpointStatus("InService")
            .endpointConfigName(plan.config())
            .productionVariants(plan.parts().stream().map(this::summary).toList())
            .lastModifiedTime(now())
            .build();
    return new EndpointRow(endpoint, plan, null);
  }

  /** Puts a plan into service, unless another has come between. */
  void deployed(String key, Plan plan) {
    change(key, row -> isPending(row, plan) ? serving(row, plan) : row);
  }

  /** Ends a deployment that failed: a new endpoint is Failed, another goes on as before. */
  void failed(String key, Plan plan, String reason) {
    change(
        key,
        row -> {
          if (!isPending(row, plan)) {
            return row;
          }
          DescribeEndpointOutput endpoint =
              row.endpoint().toBuilder()
                  .endpointStatus(row.current() == null ? "Failed" : "InService")
                  .failureReason(reason)
                  .lastModifiedTime(now())
                  .build();
          return new EndpointRow(endpoint, row.current(), null);
        });
  }

  private static boolean isPending(EndpointRow row, Plan plan) {
    Plan pending = row.pending();
    return pending != null && pending.generation().equals(plan.generation());
  }

  private ProductionVariantSummary summary(Part part) {
    ProductionVariant variant = part.variant();
    List<DeployedImage> images =
        Models.containers(part.model().primaryContainer(), part.model().containers()).stream()
            .map(container ->
                DeployedImage.builder()
                    .specifiedImage(container.image())
                    .resolvedImage(container.image())
                    .resolutionTime(now())
                    .build())
            .toList();
    return ProductionVariantSummary.builder()
        .variantName(variant.variantName())
        .deployedImages(images)
        .currentWeight(variant.initialVariantWeight())
        .desiredWeight(variant.initialVariantWeight())
        .currentInstanceCount(variant.initialInstanceCount())
        .desiredInstanceCount(variant.initialInstanceCount())
        .routingConfig(variant.routingConfig())
        .build();
  }
}
