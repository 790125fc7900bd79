package dev.sagebrush.services.s3;

import dev.sagebrush.model.Body;
import dev.sagebrush.model.s3.CompleteMultipartUploadOutput;
import dev.sagebrush.model.s3.CompleteMultipartUploadRequest;
import dev.sagebrush.model.s3.CompletedMultipartUpload;
import dev.sagebrush.model.s3.CompletedPart;
import dev.sagebrush.model.s3.CreateMultipartUploadOutput;
import dev.sagebrush.model.s3.CreateMultipartUploadRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.UploadPartOutput;
import dev.sagebrush.model.s3.UploadPartRequest;
import java.util.List;
import java.util.Random;

/** An upload in parts, as a client makes it. */
record Parts(Harness s3, String key, String id) {

  static final int LEAST = 5 << 20;

  static Parts begin(Harness s3, String key) {
    return begin(s3, CreateMultipartUploadRequest.builder().key(key));
  }

  static Parts begin(Harness s3, CreateMultipartUploadRequest.Builder request) {
    CreateMultipartUploadOutput begun =
        s3.call(
            S3Api.CREATE_MULTIPART_UPLOAD,
            CreateMultipartUploadOutput.class,
            request.bucket(Harness.BUCKET).build());
    return new Parts(s3, begun.key(), begun.uploadId());
  }

  static byte[] content(int size, int seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  UploadPartRequest.Builder part(int number, byte[] content) {
    return UploadPartRequest.builder()
        .bucket(Harness.BUCKET)
        .key(key)
        .uploadId(id)
        .partNumber(number)
        .body(Body.of(content));
  }

  UploadPartOutput put(UploadPartRequest.Builder request) {
    return s3.call(S3Api.UPLOAD_PART, UploadPartOutput.class, request.build());
  }

  /** Uploads a part and answers what completes it. */
  CompletedPart put(int number, byte[] content) {
    UploadPartOutput put = put(part(number, content));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(put.eTag())
        .checksumCRC32(put.checksumCRC32())
        .checksumSHA256(put.checksumSHA256())
        .build();
  }

  CompleteMultipartUploadRequest.Builder completion(CompletedPart... parts) {
    return CompleteMultipartUploadRequest.builder()
        .bucket(Harness.BUCKET)
        .key(key)
        .uploadId(id)
        .multipartUpload(CompletedMultipartUpload.builder().parts(List.of(parts)).build());
  }

  CompleteMultipartUploadOutput complete(CompletedPart... parts) {
    return s3.call(
        S3Api.COMPLETE_MULTIPART_UPLOAD,
        CompleteMultipartUploadOutput.class,
        completion(parts).build());
  }
}
