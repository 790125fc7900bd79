package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.InvalidTagsException;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.kms.LimitExceededException;
import dev.sagebrush.model.kms.ListResourceTagsRequest;
import dev.sagebrush.model.kms.ListResourceTagsResponse;
import dev.sagebrush.model.kms.Tag;
import dev.sagebrush.model.kms.TagException;
import dev.sagebrush.model.kms.TagResourceRequest;
import dev.sagebrush.model.kms.UntagResourceRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tags of keys. */
final class KeyTags {

  private static final int PAGE = 50;

  private final Keyring keyring;
  private final Pages pages;

  KeyTags(Keyring keyring, Pages pages) {
    this.keyring = keyring;
    this.pages = pages;
  }

  /** The tags of a new key. */
  static Map<String, String> of(@Nullable List<Tag> tags) {
    return checked(() -> Tags.of(tags == null ? List.<Tag>of() : tags, Tag::tagKey, Tag::tagValue));
  }

  private static Map<String, String> checked(Supplier<Map<String, String>> work) {
    try {
      return work.get();
    } catch (InvalidTagsException e) {
      ServiceException refusal =
          e.problem() == InvalidTagsException.Problem.TOO_MANY
              ? LimitExceededException.because("Too many tags")
              : TagException.because(String.valueOf(e.getMessage()));
      refusal.initCause(e);
      throw refusal;
    }
  }

  private static KeyRow open(KeyRow key) {
    if (key.status().ends()) {
      throw Failures.unusable(key);
    }
    return key;
  }

  Unit tag(TagResourceRequest request) {
    Map<String, String> added = of(request.tags());
    keyring.change(
        keyring.owned(request.keyId(), "TagResource"),
        key -> open(key).withTags(checked(() -> Tags.merge(key.tags(), added))));
    return Unit.VALUE;
  }

  Unit untag(UntagResourceRequest request) {
    keyring.change(
        keyring.owned(request.keyId(), "UntagResource"),
        key -> open(key).withTags(Tags.without(key.tags(), request.tagKeys())));
    return Unit.VALUE;
  }

  ListResourceTagsResponse list(ListResourceTagsRequest request) {
    KeyRow key = keyring.require(request.keyId());
    List<Tag> tags =
        key.tags().entrySet().stream()
            .map(tag -> Tag.builder().tagKey(tag.getKey()).tagValue(tag.getValue()).build())
            .sorted(java.util.Comparator.comparing(Tag::tagKey))
            .toList();
    Pages.Page<Tag> page =
        pages.of(
            tags,
            Tag::tagKey,
            new Pages.Request("tags/" + key.id(), request.marker(), request.limit(), PAGE));
    return ListResourceTagsResponse.builder()
        .tags(page.items())
        .nextMarker(page.marker())
        .truncated(page.truncated())
        .build();
  }
}
