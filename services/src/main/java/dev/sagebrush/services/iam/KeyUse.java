package dev.sagebrush.services.iam;

import java.time.Instant;

/**
 * When and for what an access key was last used.
 *
 * @param time to the minute
 * @param service the signing name, for example {@code s3}
 * @param region of the signature
 */
record KeyUse(Instant time, String service, String region) {}
