package dev.sagebrush.services.organizations;

import dev.sagebrush.kernel.InvalidTagsException;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.organizations.ListTagsForResourceRequest;
import dev.sagebrush.model.organizations.ListTagsForResourceResponse;
import dev.sagebrush.model.organizations.Tag;
import dev.sagebrush.model.organizations.TagResourceRequest;
import dev.sagebrush.model.organizations.TargetNotFoundException;
import dev.sagebrush.model.organizations.UntagResourceRequest;
import dev.sagebrush.store.View;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tags of roots, units, accounts and policies. */
record TagSets(Schema schema) {

  /** The tags of something new. */
  static Map<String, String> of(@Nullable List<Tag> tags) {
    return checked(() -> Tags.of(tags == null ? List.<Tag>of() : tags, Tag::key, Tag::value));
  }

  private static Map<String, String> checked(Supplier<Map<String, String>> work) {
    try {
      return work.get();
    } catch (InvalidTagsException e) {
      ServiceException refusal =
          switch (e.problem()) {
            case TOO_MANY ->
                Failures.constraint(
                    "MAX_TAG_LIMIT_EXCEEDED",
                    "You have exceeded the number of tags that can be attached to this resource.");
            case DUPLICATE_KEY -> Failures.invalid("DUPLICATE_TAG_KEY", "Tag keys must be unique.");
            case RESERVED_PREFIX ->
                Failures.invalid(
                    "INVALID_SYSTEM_TAGS_PARAMETER", "Tag keys starting with aws: are reserved.");
            default -> Failures.invalid("INVALID_PATTERN", String.valueOf(e.getMessage()));
          };
      refusal.initCause(e);
      throw refusal;
    }
  }

  private Unit change(String id, UnaryOperator<Map<String, String>> change) {
    schema.write(transaction -> {
      OrganizationRow organization = schema.ruled(transaction);
      NodeRow node = schema.node(transaction, organization, id);
      if (node != null) {
        schema.put(transaction, organization, node.withTags(change.apply(node.tags())));
        return organization;
      }
      String key = Schema.key(organization, id);
      PolicyRow policy = transaction.get(schema.policies(), key);
      if (policy == null) {
        throw none();
      }
      transaction.put(schema.policies(), key, policy.withTags(change.apply(policy.tags())));
      return organization;
    });
    return Unit.VALUE;
  }

  private static ServiceException none() {
    return TargetNotFoundException.because("You specified a target that doesn't exist.");
  }

  Unit tag(TagResourceRequest request) {
    Map<String, String> added = of(request.tags());
    return change(request.resourceId(), tags -> checked(() -> Tags.merge(tags, added)));
  }

  Unit untag(UntagResourceRequest request) {
    return change(request.resourceId(), tags -> Tags.without(tags, request.tagKeys()));
  }

  ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
    Map<String, String> tags = schema.tables().read(view -> tags(view, request.resourceId()));
    return ListTagsForResourceResponse.builder()
        .tags(tags.entrySet().stream().map(tag -> new Tag(tag.getKey(), tag.getValue())).toList())
        .build();
  }

  private Map<String, String> tags(View view, String id) {
    OrganizationRow organization = schema.ruled(view);
    NodeRow node = schema.node(view, organization, id);
    if (node != null) {
      return node.tags();
    }
    PolicyRow policy = view.get(schema.policies(), Schema.key(organization, id));
    if (policy == null) {
      throw none();
    }
    return policy.tags();
  }
}
