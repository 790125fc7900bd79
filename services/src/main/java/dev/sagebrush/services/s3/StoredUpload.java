package dev.sagebrush.services.s3;

import java.time.Instant;
import java.util.Map;

/**
 * An upload in parts, under way.
 *
 * @param key of the object to be
 * @param id the upload's
 * @param initiated when, to the second
 * @param initiator the ARN of who began it
 * @param metadata of the object to be
 * @param tags of the object to be
 * @param checksums what the client asked for
 */
record StoredUpload(
    String key,
    String id,
    Instant initiated,
    String initiator,
    Metadata metadata,
    Map<String, String> tags,
    UploadChecksum checksums) {}
