package dev.sagebrush.wire.auth;

import org.jspecify.annotations.Nullable;

/**
 * Tells the bucket that a host name stands for. Signature Version 2 signs the bucket but not the
 * host, so it must be told here exactly as where S3 requests are routed.
 */
@FunctionalInterface
public interface VirtualHosts {

  /**
   * The bucket of a {@code Host} header such as {@code photos.localhost:4566}; null for path style.
   */
  @Nullable String bucket(String host);
}
