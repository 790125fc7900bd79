package dev.sagebrush.services.ssm;

import dev.sagebrush.kernel.InvalidTagsException;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.ssm.AddTagsToResourceRequest;
import dev.sagebrush.model.ssm.AddTagsToResourceResult;
import dev.sagebrush.model.ssm.InvalidResourceId;
import dev.sagebrush.model.ssm.ListTagsForResourceRequest;
import dev.sagebrush.model.ssm.ListTagsForResourceResult;
import dev.sagebrush.model.ssm.RemoveTagsFromResourceRequest;
import dev.sagebrush.model.ssm.RemoveTagsFromResourceResult;
import dev.sagebrush.model.ssm.Tag;
import dev.sagebrush.model.ssm.TooManyTagsError;
import dev.sagebrush.store.View;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tags of parameters; other kinds of resource there are none. */
final class ParameterTags {

  private final Shelf shelf;

  ParameterTags(Shelf shelf) {
    this.shelf = shelf;
  }

  /** The tags of a new parameter. */
  static Map<String, String> of(@Nullable List<Tag> tags) {
    return checked(() -> Tags.of(tags == null ? List.<Tag>of() : tags, Tag::key, Tag::value));
  }

  private static Map<String, String> checked(Supplier<Map<String, String>> work) {
    try {
      return work.get();
    } catch (InvalidTagsException e) {
      ServiceException refusal =
          e.problem() == InvalidTagsException.Problem.TOO_MANY
              ? TooManyTagsError.builder().build().exception()
              : Failures.validation(String.valueOf(e.getMessage()));
      refusal.initCause(e);
      throw refusal;
    }
  }

  private ParameterRow require(View view, String type, String id) {
    if (!type.equals("Parameter")) {
      throw ServiceException.notImplemented("Tagging a resource of type " + type);
    }
    ParameterRow row = shelf.find(view, id);
    if (row == null) {
      throw InvalidResourceId.builder().build().exception();
    }
    return row;
  }

  private void change(String type, String id, UnaryOperator<Map<String, String>> change) {
    shelf
        .tables()
        .write(transaction -> {
          ParameterRow row = require(transaction, type, id);
          ParameterRow changed = row.withTags(change.apply(row.tags()));
          shelf.put(transaction, changed);
          return changed;
        });
  }

  AddTagsToResourceResult add(AddTagsToResourceRequest request) {
    Map<String, String> added = of(request.tags());
    change(
        request.resourceType(),
        request.resourceId(),
        tags -> checked(() -> Tags.merge(tags, added)));
    return AddTagsToResourceResult.builder().build();
  }

  RemoveTagsFromResourceResult remove(RemoveTagsFromResourceRequest request) {
    change(
        request.resourceType(),
        request.resourceId(),
        tags -> Tags.without(tags, request.tagKeys()));
    return RemoveTagsFromResourceResult.builder().build();
  }

  ListTagsForResourceResult list(ListTagsForResourceRequest request) {
    ParameterRow row =
        shelf.tables().read(view -> require(view, request.resourceType(), request.resourceId()));
    return ListTagsForResourceResult.builder()
        .tagList(
            row.tags().entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }
}
