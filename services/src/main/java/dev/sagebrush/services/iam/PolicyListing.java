package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.ListEntitiesForPolicyRequest;
import dev.sagebrush.model.iam.ListEntitiesForPolicyResponse;
import dev.sagebrush.model.iam.ListPoliciesRequest;
import dev.sagebrush.model.iam.ListPoliciesResponse;
import dev.sagebrush.model.iam.Policy;
import dev.sagebrush.model.iam.PolicyGroup;
import dev.sagebrush.model.iam.PolicyRole;
import dev.sagebrush.model.iam.PolicyUser;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists of managed policies and of those who have them. */
final class PolicyListing {

  private static final int PAGE = 100;

  private final Schema schema;
  private final Pages pages;
  private final PageTokens tokens;

  PolicyListing(Schema schema, Pages pages, PageTokens tokens) {
    this.schema = schema;
    this.pages = pages;
    this.tokens = tokens;
  }

  /** The account's own policies before AWS's, each in the order of ARNs. */
  ListPoliciesResponse list(ListPoliciesRequest request) {
    String query =
        Tables.key(
            Call.current().account(),
            "policies",
            String.valueOf(request.scope()),
            String.valueOf(request.onlyAttached()),
            String.valueOf(request.pathPrefix()),
            String.valueOf(request.policyUsageFilter()));
    List<Policy> all =
        schema.tables().read(view -> all(view, request)).stream()
            .filter(policy -> matches(policy, request))
            .toList();
    int start = 0;
    if (request.marker() != null) {
      String last = resume(query, request.marker());
      while (start < all.size() && order(all.get(start)).compareTo(last) <= 0) {
        start++;
      }
    }
    int most = request.maxItems() == null ? PAGE : request.maxItems();
    int end = Math.min(all.size(), start + most);
    boolean more = end < all.size();
    return ListPoliciesResponse.builder()
        .policies(all.subList(start, end))
        .isTruncated(more)
        .marker(more ? tokens.issue(query, order(all.get(end - 1))) : null)
        .build();
  }

  private static String order(Policy policy) {
    return (AwsPolicies.isAws(policy.arn()) ? "1" : "0") + policy.arn();
  }

  private List<Policy> all(View view, ListPoliciesRequest request) {
    Map<String, Integer> bounded = Policies.boundaries(schema, view);
    Map<String, Integer> attached = Policies.attachments(schema, view);
    List<Policy> all = new ArrayList<>();
    if (!"AWS".equals(request.scope())) {
      Range own = Range.prefix(Schema.under(""));
      for (Table.Row<PolicyRow> row : view.scan(schema.policies(), own)) {
        String arn = row.value().arn();
        all.add(
            Policies.listed(
                row.value(), attached.getOrDefault(arn, 0), bounded.getOrDefault(arn, 0)));
      }
    }
    if (!"Local".equals(request.scope())) {
      for (AwsPolicies.AwsPolicy policy : AwsPolicies.all()) {
        all.add(AwsPolicies.counted(policy, attached, bounded));
      }
    }
    return all;
  }

  private static boolean matches(Policy policy, ListPoliciesRequest request) {
    String path = request.pathPrefix() == null ? "/" : request.pathPrefix();
    boolean attached = policy.attachmentCount() > 0;
    boolean bounds = policy.permissionsBoundaryUsageCount() > 0;
    boolean used =
        switch (request.policyUsageFilter()) {
          case "PermissionsPolicy" -> attached;
          case "PermissionsBoundary" -> bounds;
          case null, default -> true;
        };
    return policy.path().startsWith(path)
        && used
        && (!Boolean.TRUE.equals(request.onlyAttached()) || attached);
  }

  private String resume(String query, String marker) {
    try {
      return tokens.resume(query, marker);
    } catch (InvalidPageTokenException e) {
      ServiceException invalid = Failures.validation("Invalid Marker.");
      invalid.initCause(e);
      throw invalid;
    }
  }

  ListEntitiesForPolicyResponse entities(ListEntitiesForPolicyRequest request) {
    String arn = request.policyArn();
    if ("PermissionsBoundary".equals(request.policyUsageFilter())) {
      throw ServiceException.notImplemented(
          "PolicyUsageFilter PermissionsBoundary of ListEntitiesForPolicy");
    }
    String path = request.pathPrefix() == null ? "/" : request.pathPrefix();
    String filter = String.valueOf(request.entityFilter());
    return schema
        .tables()
        .read(view -> {
          if (AwsPolicies.find(arn) == null) {
            Policies.require(schema, view, arn);
          }
          Pages.Page<OwnerRow> page =
              pages.read(
                  view,
                  schema.attached(),
                  Schema.under(arn, ""),
                  row -> isOf(filter, row.kind()) && path(view, row).startsWith(path),
                  new Pages.Request(
                      Tables.key(arn, filter, path), request.marker(), request.maxItems()));
          return entities(view, page);
        });
  }

  private static boolean isOf(String filter, Owner.Kind kind) {
    return switch (filter) {
      case "User" -> kind == Owner.Kind.USER;
      case "Group" -> kind == Owner.Kind.GROUP;
      case "Role" -> kind == Owner.Kind.ROLE;
      default -> true;
    };
  }

  private String path(View view, OwnerRow row) {
    String name = schema.nameOf(view, row.owner());
    return switch (row.kind()) {
      case USER -> schema.requireUser(view, name).path();
      case GROUP -> schema.requireGroup(view, name).path();
      case ROLE -> schema.requireRole(view, name).path();
    };
  }

  private ListEntitiesForPolicyResponse entities(View view, Pages.Page<OwnerRow> page) {
    List<PolicyUser> users = new ArrayList<>();
    List<PolicyGroup> groups = new ArrayList<>();
    List<PolicyRole> roles = new ArrayList<>();
    for (OwnerRow row : page.items()) {
      String name = schema.nameOf(view, row.owner());
      switch (row.kind()) {
        case USER -> users.add(PolicyUser.builder().userName(name).userId(row.owner()).build());
        case GROUP ->
            groups.add(PolicyGroup.builder().groupName(name).groupId(row.owner()).build());
        case ROLE -> roles.add(PolicyRole.builder().roleName(name).roleId(row.owner()).build());
      }
    }
    return ListEntitiesForPolicyResponse.builder()
        .policyUsers(users)
        .policyGroups(groups)
        .policyRoles(roles)
        .isTruncated(page.isTruncated())
        .marker(page.marker())
        .build();
  }
}
