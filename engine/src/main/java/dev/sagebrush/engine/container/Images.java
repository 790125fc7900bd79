package dev.sagebrush.engine.container;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds images by the name a request gives them. */
@FunctionalInterface
public interface Images {

  /**
   * The image of a URI such as {@code
   * 683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1}, or null when it is not
   * known here.
   */
  @Nullable Image find(String uri);

  /** The names of all images there are, for people; empty when they cannot be told. */
  default List<String> names() {
    return List.of();
  }
}
