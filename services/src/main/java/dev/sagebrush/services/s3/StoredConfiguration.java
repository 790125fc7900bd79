package dev.sagebrush.services.s3;

import java.util.Map;

/**
 * A configuration of a bucket.
 *
 * @param document its members by their names in the model, as {@link Documents} writes them
 */
record StoredConfiguration(Map<String, Object> document) {}
