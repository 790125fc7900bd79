package dev.sagebrush.services.s3;

/**
 * Where the version called {@code null} of a key is among its older versions.
 *
 * @param order its place
 */
record NullVersion(long order) {}
