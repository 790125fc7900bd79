package dev.sagebrush.services.s3;

import org.jspecify.annotations.Nullable;

/**
 * What S3 keeps of an account.
 *
 * @param block its public access block, over those of its buckets; null for none
 */
record StoredAccount(BucketAccess.@Nullable PublicBlock block) {}
