package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.InvalidPageTokenException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.AttachedPolicy;
import dev.sagebrush.model.iam.GetAccountAuthorizationDetailsRequest;
import dev.sagebrush.model.iam.GetAccountAuthorizationDetailsResponse;
import dev.sagebrush.model.iam.GroupDetail;
import dev.sagebrush.model.iam.InstanceProfile;
import dev.sagebrush.model.iam.ManagedPolicyDetail;
import dev.sagebrush.model.iam.Policy;
import dev.sagebrush.model.iam.PolicyDetail;
import dev.sagebrush.model.iam.PolicyVersion;
import dev.sagebrush.model.iam.RoleDetail;
import dev.sagebrush.model.iam.UserDetail;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything that an account has in IAM, and how it belongs together. */
final class AccountDetails {

  private static final int PAGE = 100;

  private final Schema schema;
  private final PageTokens tokens;

  AccountDetails(Schema schema, PageTokens tokens) {
    this.schema = schema;
    this.tokens = tokens;
  }

  GetAccountAuthorizationDetailsResponse get(GetAccountAuthorizationDetailsRequest request) {
    List<String> filter = request.filter() == null ? List.of() : request.filter();
    String query = Call.current().account() + " authorization details " + new TreeSet<>(filter);
    int start = request.marker() == null ? 0 : resume(query, request.marker());
    int most = request.maxItems() == null ? PAGE : request.maxItems();
    return schema
        .tables()
        .read(view -> {
          List<Object> all = new ArrayList<>();
          addPeople(view, filter, all);
          addPolicies(view, filter, all);
          int end = Math.min(all.size(), start + most);
          List<Object> page = all.subList(Math.min(start, end), end);
          boolean more = end < all.size();
          return GetAccountAuthorizationDetailsResponse.builder()
              .userDetailList(only(page, UserDetail.class))
              .groupDetailList(only(page, GroupDetail.class))
              .roleDetailList(only(page, RoleDetail.class))
              .policies(only(page, ManagedPolicyDetail.class))
              .isTruncated(more)
              .marker(more ? tokens.issue(query, Integer.toString(end)) : null)
              .build();
        });
  }

  private int resume(String query, String marker) {
    try {
      return Integer.parseInt(tokens.resume(query, marker));
    } catch (InvalidPageTokenException e) {
      ServiceException invalid = Failures.validation("Invalid Marker.");
      invalid.initCause(e);
      throw invalid;
    }
  }

  private static <T> List<T> only(List<Object> all, Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static boolean wanted(List<String> filter, String kind) {
    return filter.isEmpty() || filter.contains(kind);
  }

  private void addPeople(View view, List<String> filter, List<Object> all) {
    Range own = Range.prefix(Schema.under(""));
    if (wanted(filter, "User")) {
      view.scan(schema.users(), own).forEach(row -> all.add(user(view, row.value())));
    }
    if (wanted(filter, "Group")) {
      view.scan(schema.groups(), own).forEach(row -> all.add(group(view, row.value())));
    }
    if (wanted(filter, "Role")) {
      view.scan(schema.roles(), own).forEach(row -> all.add(role(view, row.value())));
    }
  }

  private List<PolicyDetail> inline(View view, String id) {
    return view.scan(schema.inline(), Range.prefix(Schema.under(id, ""))).stream()
        .map(row ->
            PolicyDetail.builder()
                .policyName(row.value().name())
                .policyDocument(PolicyDocuments.encoded(row.value().document()))
                .build())
        .toList();
  }

  private List<AttachedPolicy> attached(View view, String id) {
    return view.scan(schema.attachments(), Range.prefix(Schema.under(id, ""))).stream()
        .map(row -> {
          String arn = row.value().policy();
          return new AttachedPolicy(arn, arn.substring(arn.lastIndexOf('/') + 1));
        })
        .toList();
  }

  private UserDetail user(View view, UserRow user) {
    Range own = Range.prefix(Schema.under(user.id(), ""));
    return UserDetail.builder()
        .userName(user.name())
        .userId(user.id())
        .arn(user.arn())
        .path(user.path())
        .createDate(user.created())
        .permissionsBoundary(Boundaries.described(user.boundary()))
        .tags(TagSets.listed(user.tags()))
        .groupList(
            view.scan(schema.memberships(), own).stream()
                .map(row -> schema.nameOf(view, row.value().to()))
                .toList())
        .userPolicyList(inline(view, user.id()))
        .attachedManagedPolicies(attached(view, user.id()))
        .build();
  }

  private GroupDetail group(View view, GroupRow group) {
    return GroupDetail.builder()
        .groupName(group.name())
        .groupId(group.id())
        .arn(Arns.of(group.account(), "group", group.path(), group.name()))
        .path(group.path())
        .createDate(group.created())
        .groupPolicyList(inline(view, group.id()))
        .attachedManagedPolicies(attached(view, group.id()))
        .build();
  }

  private RoleDetail role(View view, RoleRow role) {
    List<InstanceProfile> profiles =
        view.scan(schema.profiles(), Range.prefix(Schema.under(""))).stream()
            .map(Table.Row::value)
            .filter(profile -> role.name().equals(profile.role()))
            .map(profile ->
                InstanceProfile.builder()
                    .instanceProfileName(profile.name())
                    .instanceProfileId(profile.id())
                    .path(profile.path())
                    .arn(
                        Arns.of(
                            profile.account(), "instance-profile", profile.path(), profile.name()))
                    .createDate(profile.created())
                    .roles(List.of(role.listed()))
                    .build())
            .toList();
    return RoleDetail.builder()
        .roleName(role.name())
        .roleId(role.id())
        .arn(role.arn())
        .path(role.path())
        .createDate(role.created())
        .assumeRolePolicyDocument(PolicyDocuments.encoded(role.trust()))
        .permissionsBoundary(Boundaries.described(role.boundary()))
        .tags(TagSets.listed(role.tags()))
        .instanceProfileList(profiles)
        .rolePolicyList(inline(view, role.id()))
        .attachedManagedPolicies(attached(view, role.id()))
        .build();
  }

  /** The account's own policies, and of AWS's those that are in use. */
  private void addPolicies(View view, List<String> filter, List<Object> all) {
    Map<String, Integer> attached = Policies.attachments(schema, view);
    Map<String, Integer> bounded = Policies.boundaries(schema, view);
    if (wanted(filter, "LocalManagedPolicy")) {
      for (Table.Row<PolicyRow> row :
          view.scan(schema.policies(), Range.prefix(Schema.under("")))) {
        PolicyRow policy = row.value();
        Policy listed =
            Policies.listed(
                policy,
                attached.getOrDefault(policy.arn(), 0),
                bounded.getOrDefault(policy.arn(), 0));
        all.add(managed(listed, policy.description(), versions(view, policy)));
      }
    }
    if (wanted(filter, "AWSManagedPolicy")) {
      TreeSet<String> used = new TreeSet<>(attached.keySet());
      used.addAll(bounded.keySet());
      for (String arn : used) {
        AwsPolicies.AwsPolicy aws = AwsPolicies.find(arn);
        if (aws != null) {
          PolicyVersion version =
              aws.described().toBuilder().document(PolicyDocuments.encoded(aws.document())).build();
          Policy listed = AwsPolicies.counted(aws, attached, bounded);
          all.add(managed(listed, null, List.of(version)));
        }
      }
    }
  }

  private List<PolicyVersion> versions(View view, PolicyRow policy) {
    return view.scan(schema.versions(), Range.prefix(Schema.under(policy.arn(), ""))).stream()
        .map(row ->
            PolicyVersion.builder()
                .versionId("v" + row.value().number())
                .isDefaultVersion(row.value().number() == policy.defaultVersion())
                .createDate(row.value().created())
                .document(PolicyDocuments.encoded(row.value().document()))
                .build())
        .toList();
  }

  private static ManagedPolicyDetail managed(
      Policy policy, @Nullable String description, List<PolicyVersion> versions) {
    return ManagedPolicyDetail.builder()
        .policyName(policy.policyName())
        .policyId(policy.policyId())
        .arn(policy.arn())
        .path(policy.path())
        .defaultVersionId(policy.defaultVersionId())
        .attachmentCount(policy.attachmentCount())
        .permissionsBoundaryUsageCount(policy.permissionsBoundaryUsageCount())
        .isAttachable(policy.isAttachable())
        .description(description)
        .createDate(policy.createDate())
        .updateDate(policy.updateDate())
        .policyVersionList(versions)
        .build();
  }
}
