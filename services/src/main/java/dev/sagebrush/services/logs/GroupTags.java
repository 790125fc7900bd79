package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.InvalidTagsException;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.logs.ListTagsForResourceRequest;
import dev.sagebrush.model.logs.ListTagsForResourceResponse;
import dev.sagebrush.model.logs.ListTagsLogGroupRequest;
import dev.sagebrush.model.logs.ListTagsLogGroupResponse;
import dev.sagebrush.model.logs.TagLogGroupRequest;
import dev.sagebrush.model.logs.TagResourceRequest;
import dev.sagebrush.model.logs.TooManyTagsException;
import dev.sagebrush.model.logs.UntagLogGroupRequest;
import dev.sagebrush.model.logs.UntagResourceRequest;
import java.util.List;
import java.util.Map;

/** Tags of log groups, by ARN and, as before 2022, by name. */
final class GroupTags {

  private final Schema schema;
  private final Groups groups;

  GroupTags(Schema schema, Groups groups) {
    this.schema = schema;
    this.groups = groups;
  }

  /**
   * Checks the tags of a new group.
   *
   * @throws ServiceException {@code InvalidParameterException}
   */
  static void check(Map<String, String> tags) {
    try {
      Tags.check(tags);
    } catch (InvalidTagsException e) {
      throw refusal(e, "");
    }
  }

  private static ServiceException refusal(InvalidTagsException e, String arn) {
    ServiceException refusal =
        e.problem() == InvalidTagsException.Problem.TOO_MANY && !arn.isEmpty()
            ? new TooManyTagsException(e.getMessage(), arn).exception()
            : Failures.invalid(String.valueOf(e.getMessage()));
    refusal.initCause(e);
    return refusal;
  }

  Unit tag(TagResourceRequest request) {
    return tag(Arns.groupOf(request.resourceArn()), request.tags());
  }

  Unit tagGroup(TagLogGroupRequest request) {
    return tag(request.logGroupName(), request.tags());
  }

  private Unit tag(String name, Map<String, String> tags) {
    try {
      groups.change(name, group -> group.withTags(Tags.merge(group.tags(), tags)));
    } catch (InvalidTagsException e) {
      throw refusal(e, Arns.group(name));
    }
    return Unit.VALUE;
  }

  Unit untag(UntagResourceRequest request) {
    return untag(Arns.groupOf(request.resourceArn()), request.tagKeys());
  }

  Unit untagGroup(UntagLogGroupRequest request) {
    return untag(request.logGroupName(), request.tags());
  }

  private Unit untag(String name, List<String> keys) {
    groups.change(name, group -> group.withTags(Tags.without(group.tags(), keys)));
    return Unit.VALUE;
  }

  ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
    return ListTagsForResourceResponse.builder()
        .tags(tags(Arns.groupOf(request.resourceArn())))
        .build();
  }

  ListTagsLogGroupResponse listGroup(ListTagsLogGroupRequest request) {
    return ListTagsLogGroupResponse.builder().tags(tags(request.logGroupName())).build();
  }

  private Map<String, String> tags(String name) {
    return schema.tables().read(view -> schema.requireGroup(view, name)).tags();
  }
}
