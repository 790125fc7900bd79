package dev.sagebrush.services.builtin;

import dev.sagebrush.engine.container.Image;
import dev.sagebrush.engine.container.Images;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The images of the built-in algorithms, found by the URIs of AWS's of any account and region. */
public final class BuiltinImages implements Images {

  /**
   * The system property with the folder of the AOT caches that training processes start from:
   * {@code xgboost.aot} and so on, made by a training with the same class path and flags.
   */
  public static final String AOT_PROPERTY = "sagebrush.train.aot";

  /**
   * The system property with the folder into which training processes write such caches, where the
   * server is being rehearsed for its own.
   */
  public static final String AOT_RECORD_PROPERTY = "sagebrush.train.aot.record";

  private final @Nullable String aotCaches;

  /**
   * Images whose training starts from the caches of {@link #AOT_PROPERTY}, where there are some.
   */
  public BuiltinImages() {
    this.aotCaches = System.getProperty(AOT_PROPERTY);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedOperationException when AWS has such an image and Sagebrush does not yet
   *     have it; the message says which there are
   */
  @Override
  public @Nullable Image find(String uri) {
    ImageName name = ImageName.parse(uri);
    if (name == null) {
      return null;
    }
    for (Builtin builtin : Algorithms.ALL) {
      if (builtin.owns(name.repository())) {
        if (!builtin.takes(name)) {
          throw missing(name);
        }
        return new BuiltinImage(builtin, name, aotCaches);
      }
    }
    if (Algorithms.MISSING.contains(name.repository())) {
      throw missing(name);
    }
    return null;
  }

  @Override
  public List<String> names() {
    return Algorithms.ALL.stream().flatMap(builtin -> builtin.names().stream()).toList();
  }

  private static UnsupportedOperationException missing(ImageName name) {
    return new UnsupportedOperationException(
        "The image "
            + name
            + " is not implemented yet. The built-in algorithms that are: "
            + Algorithms.ALL.stream()
                .flatMap(builtin -> builtin.names().stream())
                .collect(Collectors.joining(", "))
            + ".");
  }
}
