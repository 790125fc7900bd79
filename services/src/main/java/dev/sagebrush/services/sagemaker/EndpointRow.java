package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.sagemaker.DescribeEndpointOutput;
import dev.sagebrush.model.sagemaker.DescribeModelOutput;
import dev.sagebrush.model.sagemaker.ProductionVariant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it is kept. It goes on with the models and the configuration that it was made of
 * when those are deleted.
 *
 * @param current what answers; null before the first deployment
 * @param pending what is being deployed; null when nothing is
 */
record EndpointRow(
    DescribeEndpointOutput endpoint, @Nullable Plan current, @Nullable Plan pending) {

  /**
   * What answers at an endpoint.
   *
   * @param generation unlike that of any other plan of any endpoint
   * @param config the name of the endpoint configuration
   */
  record Plan(String generation, String config, List<Part> parts) {}

  /** A variant with its model. */
  record Part(ProductionVariant variant, DescribeModelOutput model) {}
}
