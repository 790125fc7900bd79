package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.Image;
import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.sagemaker.ContainerDefinition;
import dev.sagebrush.model.sagemaker.DescribeModelOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings models to life: their data from S3, their containers as servers. */
final class ModelLoader {

  /** Stands in a folder whose data are whole. */
  private static final String WHOLE = "whole";

  private final S3Files files;
  private final KnownImages images;
  private final Identity identity;

  ModelLoader(S3Files files, KnownImages images, Identity identity) {
    this.files = files;
    this.images = images;
    this.identity = identity;
  }

  /**
   * Loads a model.
   *
   * @param variant for messages
   * @param folder where its data are kept; those found whole there are not downloaded again
   * @param more environment beside that of the containers
   */
  ModelServer load(
      Place place, DescribeModelOutput model, String variant, Path folder, Map<String, String> more)
      throws JobFailure {
    List<ContainerDefinition> containers =
        Models.containers(model.primaryContainer(), model.containers());
    List<ContainerChain.Link> links = new ArrayList<>();
    try {
      for (int i = 0; i < containers.size(); i++) {
        Path own = folder.resolve(String.valueOf(i));
        download(place, model, containers.get(i), own);
        links.add(
            serve(containers.get(i), own.resolve("model"), variant, containers.size() > 1, more));
      }
    } catch (JobFailure failure) {
      links.forEach(link -> link.server().close());
      throw failure;
    }
    return links.size() == 1 ? links.getFirst().server() : new ContainerChain(links);
  }

  private void download(
      Place place, DescribeModelOutput model, ContainerDefinition container, Path folder)
      throws JobFailure {
    if (Files.exists(folder.resolve(WHOLE))) {
      return;
    }
    ModelData data = ModelData.of(container);
    try {
      Files.createDirectories(folder.resolve("model"));
      if (data != null) {
        Call call =
            model.executionRoleArn() == null
                ? identity.service(place)
                : identity.role(place, model.executionRoleArn());
        Call.as(
            call,
            () -> {
              data.download(files, folder.resolve("model"));
              return true;
            });
      }
      Files.writeString(folder.resolve(WHOLE), "");
    } catch (ServiceException e) {
      throw new JobFailure(
          "Failed to download model data for container \""
              + hostname(container)
              + "\" from URL: \""
              + (data == null ? "" : data.uri())
              + "\". Please ensure that there is an object located at the URL and that the role"
              + " passed to CreateModel has permissions to download the object.",
          e);
    } catch (Exception e) {
      throw new JobFailure(
          "Failed to extract model data archive for container \""
              + hostname(container)
              + "\" from URL: \""
              + (data == null ? "" : data.uri())
              + "\". Please ensure that the object located at the URL is a valid tar.gz archive. ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  private static String hostname(ContainerDefinition container) {
    return container.containerHostname() == null ? "container_1" : container.containerHostname();
  }

  private ContainerChain.Link serve(
      ContainerDefinition container,
      Path model,
      String variant,
      boolean chained,
      Map<String, String> more)
      throws JobFailure {
    Image image = images.find(container.image());
    Map<String, String> environment = new LinkedHashMap<>();
    if (container.environment() != null) {
      environment.putAll(container.environment());
    }
    environment.putAll(more);
    try {
      if (image == null) {
        throw new IOException("the image " + container.image() + " is not known here any more");
      }
      return new ContainerChain.Link(
          image.serve(model, environment),
          environment.getOrDefault("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", ""));
    } catch (IOException | RuntimeException e) {
      String name = chained ? hostname(container) : "primary";
      throw new JobFailure(
          "The "
              + name
              + " container for production variant "
              + variant
              + " did not pass the ping health check. Please check CloudWatch logs for this"
              + " endpoint. ("
              + e.getMessage()
              + ")",
          e);
    }
  }
}
