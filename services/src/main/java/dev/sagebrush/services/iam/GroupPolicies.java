package dev.sagebrush.services.iam;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.AttachGroupPolicyRequest;
import dev.sagebrush.model.iam.AttachedPolicy;
import dev.sagebrush.model.iam.DeleteGroupPolicyRequest;
import dev.sagebrush.model.iam.DetachGroupPolicyRequest;
import dev.sagebrush.model.iam.GetGroupPolicyRequest;
import dev.sagebrush.model.iam.GetGroupPolicyResponse;
import dev.sagebrush.model.iam.ListAttachedGroupPoliciesRequest;
import dev.sagebrush.model.iam.ListAttachedGroupPoliciesResponse;
import dev.sagebrush.model.iam.ListGroupPoliciesRequest;
import dev.sagebrush.model.iam.ListGroupPoliciesResponse;
import dev.sagebrush.model.iam.PutGroupPolicyRequest;

/** The policies of groups, inline and attached. */
final class GroupPolicies {

  private static final Owner.Kind KIND = Owner.Kind.GROUP;

  private final InlinePolicies inline;
  private final Attachments attachments;

  GroupPolicies(InlinePolicies inline, Attachments attachments) {
    this.inline = inline;
    this.attachments = attachments;
  }

  Unit put(PutGroupPolicyRequest request) {
    inline.put(KIND, request.groupName(), request.policyName(), request.policyDocument());
    return Unit.VALUE;
  }

  GetGroupPolicyResponse get(GetGroupPolicyRequest request) {
    return GetGroupPolicyResponse.builder()
        .groupName(request.groupName())
        .policyName(request.policyName())
        .policyDocument(inline.get(KIND, request.groupName(), request.policyName()))
        .build();
  }

  Unit delete(DeleteGroupPolicyRequest request) {
    inline.delete(KIND, request.groupName(), request.policyName());
    return Unit.VALUE;
  }

  ListGroupPoliciesResponse list(ListGroupPoliciesRequest request) {
    Pages.Page<InlineRow> page =
        inline.list(KIND, request.groupName(), request.marker(), request.maxItems());
    return ListGroupPoliciesResponse.builder()
        .policyNames(page.items().stream().map(InlineRow::name).toList())
        .isTruncated(page.isTruncated())
        .marker(page.marker())
        .build();
  }

  Unit attach(AttachGroupPolicyRequest request) {
    attachments.attach(KIND, request.groupName(), request.policyArn());
    return Unit.VALUE;
  }

  Unit detach(DetachGroupPolicyRequest request) {
    attachments.detach(KIND, request.groupName(), request.policyArn());
    return Unit.VALUE;
  }

  ListAttachedGroupPoliciesResponse listAttached(ListAttachedGroupPoliciesRequest request) {
    Pages.Page<AttachedPolicy> page =
        attachments.list(
            new Attachments.Listing(
                KIND,
                request.groupName(),
                request.pathPrefix(),
                request.marker(),
                request.maxItems()));
    return ListAttachedGroupPoliciesResponse.builder()
        .attachedPolicies(page.items())
        .isTruncated(page.isTruncated())
        .marker(page.marker())
        .build();
  }
}
