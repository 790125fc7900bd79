package dev.sagebrush.services.s3;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 * @param access of the object to be; null for the bucket owner alone
 * @param lock of the object to be; null where none was asked for
 */
record StoredUpload(
    String key,
    String id,
    Instant initiated,
    String initiator,
    Metadata metadata,
    Map<String, String> tags,
    UploadChecksum checksums,
    @Nullable ObjectAccess access,
    @Nullable Lock lock) {}
