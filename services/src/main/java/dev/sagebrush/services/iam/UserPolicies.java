package dev.sagebrush.services.iam;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.AttachUserPolicyRequest;
import dev.sagebrush.model.iam.AttachedPolicy;
import dev.sagebrush.model.iam.DeleteUserPolicyRequest;
import dev.sagebrush.model.iam.DetachUserPolicyRequest;
import dev.sagebrush.model.iam.GetUserPolicyRequest;
import dev.sagebrush.model.iam.GetUserPolicyResponse;
import dev.sagebrush.model.iam.ListAttachedUserPoliciesRequest;
import dev.sagebrush.model.iam.ListAttachedUserPoliciesResponse;
import dev.sagebrush.model.iam.ListUserPoliciesRequest;
import dev.sagebrush.model.iam.ListUserPoliciesResponse;
import dev.sagebrush.model.iam.PutUserPolicyRequest;

/** The policies of users, inline and attached. */
final class UserPolicies {

  private static final Owner.Kind KIND = Owner.Kind.USER;

  private final InlinePolicies inline;
  private final Attachments attachments;

  UserPolicies(InlinePolicies inline, Attachments attachments) {
    this.inline = inline;
    this.attachments = attachments;
  }

  Unit put(PutUserPolicyRequest request) {
    inline.put(KIND, request.userName(), request.policyName(), request.policyDocument());
    return Unit.VALUE;
  }

  GetUserPolicyResponse get(GetUserPolicyRequest request) {
    return GetUserPolicyResponse.builder()
        .userName(request.userName())
        .policyName(request.policyName())
        .policyDocument(inline.get(KIND, request.userName(), request.policyName()))
        .build();
  }

  Unit delete(DeleteUserPolicyRequest request) {
    inline.delete(KIND, request.userName(), request.policyName());
    return Unit.VALUE;
  }

  ListUserPoliciesResponse list(ListUserPoliciesRequest request) {
    Pages.Page<InlineRow> page =
        inline.list(KIND, request.userName(), request.marker(), request.maxItems());
    return ListUserPoliciesResponse.builder()
        .policyNames(page.items().stream().map(InlineRow::name).toList())
        .isTruncated(page.isTruncated())
        .marker(page.marker())
        .build();
  }

  Unit attach(AttachUserPolicyRequest request) {
    attachments.attach(KIND, request.userName(), request.policyArn());
    return Unit.VALUE;
  }

  Unit detach(DetachUserPolicyRequest request) {
    attachments.detach(KIND, request.userName(), request.policyArn());
    return Unit.VALUE;
  }

  ListAttachedUserPoliciesResponse listAttached(ListAttachedUserPoliciesRequest request) {
    Pages.Page<AttachedPolicy> page =
        attachments.list(
            new Attachments.Listing(
                KIND,
                request.userName(),
                request.pathPrefix(),
                request.marker(),
                request.maxItems()));
    return ListAttachedUserPoliciesResponse.builder()
        .attachedPolicies(page.items())
        .isTruncated(page.isTruncated())
        .marker(page.marker())
        .build();
  }
}
