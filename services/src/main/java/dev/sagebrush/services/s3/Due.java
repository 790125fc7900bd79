package dev.sagebrush.services.s3;

/**
 * A note that a key, or an upload, is to be looked at on a day. The day, bucket and key are the
 * row's key. It may be wrong, for the rules or the object may have changed since; it is never late.
 *
 * @param upload the id of the upload; empty for the versions of the key
 */
record Due(String upload) {}
