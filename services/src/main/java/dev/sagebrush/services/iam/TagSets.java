package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.InvalidTagsException;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.InvalidInputException;
import dev.sagebrush.model.iam.LimitExceededException;
import dev.sagebrush.model.iam.Tag;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tags, refused in the words of IAM. */
final class TagSets {

  private TagSets() {}

  /** The tags of a new entity. */
  static Map<String, String> of(@Nullable List<Tag> tags) {
    return checked(() -> Tags.of(tags == null ? List.<Tag>of() : tags, Tag::key, Tag::value));
  }

  /** The tags of an entity after more were put on it. */
  static Map<String, String> merged(Map<String, String> present, List<Tag> added) {
    Map<String, String> more = of(added);
    return checked(() -> Tags.merge(present, more));
  }

  private static Map<String, String> checked(Supplier<Map<String, String>> work) {
    try {
      return work.get();
    } catch (InvalidTagsException e) {
      ServiceException refusal =
          switch (e.problem()) {
            case TOO_MANY ->
                LimitExceededException.because("The number of tags has reached the maximum limit.");
            case DUPLICATE_KEY ->
                InvalidInputException.because(
                    "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            default -> InvalidInputException.because(String.valueOf(e.getMessage()));
          };
      refusal.initCause(e);
      throw refusal;
    }
  }

  static List<Tag> listed(Map<String, String> tags) {
    return tags.entrySet().stream().map(tag -> new Tag(tag.getKey(), tag.getValue())).toList();
  }
}
