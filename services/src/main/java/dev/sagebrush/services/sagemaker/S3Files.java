package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.Body;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.GetObjectRequest;
import dev.sagebrush.model.s3.HeadObjectRequest;
import dev.sagebrush.model.s3.ListObjectsV2Output;
import dev.sagebrush.model.s3.ListObjectsV2Request;
import dev.sagebrush.model.s3.PutObjectRequest;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.S3Object;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects of S3 as files, by S3's published operations. Nothing is held whole in memory. */
final class S3Files {

  private final Caller caller;

  S3Files(Caller caller) {
    this.caller = caller;
  }

  /** The objects under a prefix, in the order of their keys. */
  List<S3Object> list(S3Uri prefix) {
    List<S3Object> objects = new ArrayList<>();
    String token = null;
    do {
      ListObjectsV2Output page =
          caller.call(
              S3Api.LIST_OBJECTS_V2,
              ListObjectsV2Request.builder()
                  .bucket(prefix.bucket())
                  .prefix(prefix.key())
                  .continuationToken(token)
                  .build());
      if (page.contents() != null) {
        objects.addAll(page.contents());
      }
      token = page.nextContinuationToken();
    } while (token != null);
    return objects;
  }

  /** Whether there is an object. */
  boolean exists(S3Uri object) {
    try {
      caller.call(
          S3Api.HEAD_OBJECT,
          HeadObjectRequest.builder().bucket(object.bucket()).key(object.key()).build());
      return true;
    } catch (ServiceException e) {
      if (e.status() != 404) {
        throw e;
      }
      return false;
    }
  }

  /** The content of an object, to be closed. */
  InputStream open(S3Uri object) throws IOException {
    return body(object).stream();
  }

  private Body body(S3Uri object) {
    GetObjectRequest request =
        GetObjectRequest.builder().bucket(object.bucket()).key(object.key()).build();
    return caller.call(S3Api.GET_OBJECT, request).body();
  }

  /** Copies an object to a file. */
  void download(S3Uri object, Path file) throws IOException {
    try (Body body = body(object);
        FileChannel out =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      FileChannel in = body.file();
      if (in == null) {
        body.stream().transferTo(Channels.newOutputStream(out));
        return;
      }
      long position = body.position();
      long end = position + body.length();
      while (position < end) {
        long n = in.transferTo(position, end - position, out);
        if (n <= 0) {
          throw new IOException(object + " is shorter than S3 said");
        }
        position += n;
      }
    }
  }

  /** Makes an object of a file. */
  void upload(Path file, S3Uri object, @Nullable String contentType) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Body body = Body.of(Channels.newInputStream(channel), channel.size())) {
      caller.call(
          S3Api.PUT_OBJECT,
          PutObjectRequest.builder()
              .bucket(object.bucket())
              .key(object.key())
              .contentLength(channel.size())
              .contentType(contentType)
              .body(body)
              .build());
    }
  }
}
