package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.model.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A list of objects: {@code [{"prefix": "s3://bucket/folder/"}, "name1", "name2", ...]}.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3DataSource.html">S3DataSource</a>,
 * "S3Uri".
 *
 * @param prefix what stands before each name, taken as it is
 */
record Manifest(String prefix, List<String> names) {

  /** Reads a manifest from S3. */
  static Manifest read(S3Files files, S3Uri uri) throws JobFailure {
    Object tree;
    try (InputStream in = files.open(uri)) {
      tree = JsonText.read(in);
    } catch (IOException e) {
      throw new JobFailure(invalid(uri) + e.getMessage(), e);
    }
    if (!(tree instanceof List<?> list)
        || list.isEmpty()
        || !(list.getFirst() instanceof Map<?, ?> head)
        || !(head.get("prefix") instanceof String prefix)) {
      throw new JobFailure(invalid(uri) + "it must begin with {\"prefix\": \"s3://...\"}.");
    }
    List<String> names = new ArrayList<>();
    for (Object item : list.subList(1, list.size())) {
      if (!(item instanceof String name) || name.isEmpty()) {
        throw new JobFailure(invalid(uri) + "after the prefix it must hold strings only.");
      }
      names.add(name);
    }
    Manifest manifest = new Manifest(prefix, names);
    if (names.isEmpty()) {
      throw new JobFailure(invalid(uri) + "it names no objects.");
    }
    manifest.check(uri);
    return manifest;
  }

  private static String invalid(S3Uri uri) {
    return "ClientError: Data download failed:The manifest file " + uri + " is not valid: ";
  }

  private void check(S3Uri uri) throws JobFailure {
    try {
      S3Uri.parse(prefix);
    } catch (ServiceException e) {
      throw new JobFailure(invalid(uri) + e.getMessage(), e);
    }
  }

  /** The object of a name. */
  S3Uri uri(String name) {
    return S3Uri.parse(prefix + name);
  }
}
