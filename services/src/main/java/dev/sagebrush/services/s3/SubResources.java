package dev.sagebrush.services.s3;

import dev.sagebrush.model.Struct;

/** Makes the kinds of configuration that buckets have. */
record SubResources(Buckets buckets, Schema schema) {

  /** The configurations of a kind. */
  <T extends Struct> SubResource<T> of(SubResource.Kind<T> kind) {
    return new SubResource<>(buckets, schema, kind);
  }
}
