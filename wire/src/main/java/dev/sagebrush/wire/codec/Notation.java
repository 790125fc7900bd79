package dev.sagebrush.wire.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;

/** JSON and its binary twin. */
public enum Notation {
  /** JSON: timestamps are seconds, blobs are base64. */
  JSON,
  /** CBOR as Smithy RPC v2 uses it: timestamps are tagged seconds. */
  CBOR,
  /**
   * CBOR of {@code application/x-amz-cbor-1.1}: timestamps are tagged milliseconds. Source: class
   * {@code AwsCborProtocolFactory} of the AWS SDK for Java 2.
   */
  CBOR_MILLIS;

  /** A factory of parsers that keep to the limits. */
  JsonFactory factory(Limits limits) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.depth())
            .maxStringLength(limits.documentBytes())
            .maxNumberLength(1000)
            .maxNameLength(50_000)
            .build();
    return this == JSON
        ? JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(constraints)
            .build()
        : CBORFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(constraints)
            .build();
  }
}
