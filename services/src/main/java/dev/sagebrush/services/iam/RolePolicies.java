package dev.sagebrush.services.iam;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.AttachRolePolicyRequest;
import dev.sagebrush.model.iam.AttachedPolicy;
import dev.sagebrush.model.iam.DeleteRolePolicyRequest;
import dev.sagebrush.model.iam.DetachRolePolicyRequest;
import dev.sagebrush.model.iam.GetRolePolicyRequest;
import dev.sagebrush.model.iam.GetRolePolicyResponse;
import dev.sagebrush.model.iam.ListAttachedRolePoliciesRequest;
import dev.sagebrush.model.iam.ListAttachedRolePoliciesResponse;
import dev.sagebrush.model.iam.ListRolePoliciesRequest;
import dev.sagebrush.model.iam.ListRolePoliciesResponse;
import dev.sagebrush.model.iam.PutRolePolicyRequest;

/** The policies of roles, inline and attached. */
final class RolePolicies {

  private static final Owner.Kind KIND = Owner.Kind.ROLE;

  private final InlinePolicies inline;
  private final Attachments attachments;

  RolePolicies(InlinePolicies inline, Attachments attachments) {
    this.inline = inline;
    this.attachments = attachments;
  }

  Unit put(PutRolePolicyRequest request) {
    inline.put(KIND, request.roleName(), request.policyName(), request.policyDocument());
    return Unit.VALUE;
  }

  GetRolePolicyResponse get(GetRolePolicyRequest request) {
    return GetRolePolicyResponse.builder()
        .roleName(request.roleName())
        .policyName(request.policyName())
        .policyDocument(inline.get(KIND, request.roleName(), request.policyName()))
        .build();
  }

  Unit delete(DeleteRolePolicyRequest request) {
    inline.delete(KIND, request.roleName(), request.policyName());
    return Unit.VALUE;
  }

  ListRolePoliciesResponse list(ListRolePoliciesRequest request) {
    Pages.Page<InlineRow> page =
        inline.list(KIND, request.roleName(), request.marker(), request.maxItems());
    return ListRolePoliciesResponse.builder()
        .policyNames(page.items().stream().map(InlineRow::name).toList())
        .isTruncated(page.isTruncated())
        .marker(page.marker())
        .build();
  }

  Unit attach(AttachRolePolicyRequest request) {
    attachments.attach(KIND, request.roleName(), request.policyArn());
    return Unit.VALUE;
  }

  Unit detach(DetachRolePolicyRequest request) {
    attachments.detach(KIND, request.roleName(), request.policyArn());
    return Unit.VALUE;
  }

  ListAttachedRolePoliciesResponse listAttached(ListAttachedRolePoliciesRequest request) {
    Pages.Page<AttachedPolicy> page =
        attachments.list(
            new Attachments.Listing(
                KIND,
                request.roleName(),
                request.pathPrefix(),
                request.marker(),
                request.maxItems()));
    return ListAttachedRolePoliciesResponse.builder()
        .attachedPolicies(page.items())
        .isTruncated(page.isTruncated())
        .marker(page.marker())
        .build();
  }
}
