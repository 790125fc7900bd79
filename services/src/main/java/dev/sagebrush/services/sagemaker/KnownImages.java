package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.Image;
import dev.sagebrush.engine.container.Images;
import dev.sagebrush.model.ServiceException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images that requests may name. */
final class KnownImages {

  private static final Logger LOG = LoggerFactory.getLogger(KnownImages.class);

  private final Images images;

  KnownImages(Images images) {
    this.images = images;
  }

  /**
   * The image of a request.
   *
   * @throws ServiceException {@code ValidationException} when there is none of that name, {@code
   *     NotImplemented} when AWS has it and Sagebrush does not
   */
  Image require(String uri) {
    Image image;
    try {
      image = images.find(uri);
    } catch (UnsupportedOperationException e) {
      ServiceException refusal =
          ServiceException.of("NotImplemented", 501, String.valueOf(e.getMessage()));
      refusal.initCause(e);
      throw refusal;
    }
    if (image == null) {
      List<String> names = images.names();
      throw Refusals.invalid(
          "Cannot find the image "
              + uri
              + ". "
              + (names.isEmpty()
                  ? "Sagebrush has no images."
                  : "Sagebrush has these images: " + String.join(", ", names) + "."));
    }
    return image;
  }

  /** The image of a job or model that was made earlier; null when it is not known any more. */
  @Nullable Image find(String uri) {
    try {
      return images.find(uri);
    } catch (UnsupportedOperationException e) {
      LOG.warn("the image {} is not served any more", uri, e);
      return null;
    }
  }
}
