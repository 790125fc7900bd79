package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import java.util.function.Supplier;

/** Makes the kinds of configuration that buckets have. */
record SubResources(Buckets buckets, Schema schema) {

  /**
   * A kind of configuration.
   *
   * @param name in the keys of rows, for ever
   * @param code the error code, status 404, where there is none
   * @param message that goes with it
   */
  <T extends Struct> SubResource<T> of(
      String name, Class<T> type, Supplier<Shape> shape, String code, String message) {
    return new SubResource<>(
        buckets,
        schema,
        new SubResource.Kind<>(name, type, shape, () -> ServiceException.of(code, 404, message)));
  }
}
