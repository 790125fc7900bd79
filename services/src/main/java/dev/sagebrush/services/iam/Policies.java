package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.CreatePolicyRequest;
import dev.sagebrush.model.iam.CreatePolicyResponse;
import dev.sagebrush.model.iam.DeletePolicyRequest;
import dev.sagebrush.model.iam.GetPolicyRequest;
import dev.sagebrush.model.iam.GetPolicyResponse;
import dev.sagebrush.model.iam.ListPolicyTagsRequest;
import dev.sagebrush.model.iam.ListPolicyTagsResponse;
import dev.sagebrush.model.iam.Policy;
import dev.sagebrush.model.iam.TagPolicyRequest;
import dev.sagebrush.model.iam.UntagPolicyRequest;
import dev.sagebrush.services.iam.AwsPolicies.AwsPolicy;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.View;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Managed policies. */
final class Policies {

  private static final int LARGEST = 6144;

  private final Schema schema;
  private final Clock clock;
  private final Ids ids;

  Policies(Schema schema, Clock clock, Ids ids) {
    this.schema = schema;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Checks the document of a managed policy.
   *
   * @throws ServiceException {@code MalformedPolicyDocument}, {@code LimitExceeded}
   */
  static void checkDocument(String document) {
    PolicyDocuments.checkManaged(document);
    if (PolicyDocuments.size(document) > LARGEST) {
      throw Failures.quota("PolicySize", LARGEST);
    }
  }

  CreatePolicyResponse create(CreatePolicyRequest request) {
    checkDocument(request.policyDocument());
    String path = request.path() == null ? "/" : request.path();
    String arn = Arns.of(Call.current().account(), "policy", path, request.policyName());
    Instant now = clock.now().truncatedTo(ChronoUnit.SECONDS);
    Map<String, String> tags = TagSets.of(request.tags());
    PolicyRow policy =
        new PolicyRow(
            request.policyName(),
            path,
            ids.unique(Ids.Prefix.POLICY),
            arn,
            now,
            now,
            request.description(),
            1,
            1,
            tags);
    schema
        .tables()
        .write(transaction -> {
          boolean taken =
              transaction.scan(schema.policies(), Range.prefix(Schema.under(""))).stream()
                  .anyMatch(row -> row.value().name().equalsIgnoreCase(policy.name()));
          if (taken) {
            throw Failures.exists(
                "A policy called "
                    + policy.name()
                    + " already exists. Duplicate names are not allowed.");
          }
          transaction.put(schema.policies(), Schema.under(arn), policy);
          VersionRow first = new VersionRow(1, request.policyDocument(), now);
          transaction.put(schema.versions(), PolicyVersions.key(arn, 1), first);
          return policy;
        });
    return CreatePolicyResponse.builder()
        .policy(listed(policy, 0, 0).toBuilder().tags(TagSets.listed(tags)).build())
        .build();
  }

  /**
   * A policy of the caller's account.
   *
   * @throws ServiceException {@code NoSuchEntity}; {@code InvalidInput} for one of AWS's
   */
  static PolicyRow require(Schema schema, View view, String arn) {
    PolicyRow policy = view.get(schema.policies(), Schema.under(arn));
    if (policy == null) {
      throw Failures.noSuch("Policy " + arn + " was not found.");
    }
    return policy;
  }

  GetPolicyResponse get(GetPolicyRequest request) {
    String arn = request.policyArn();
    return schema
        .tables()
        .read(view -> {
          AwsPolicy aws = AwsPolicies.find(arn);
          PolicyRow row = aws == null ? require(schema, view, arn) : null;
          int bounded = boundaries(schema, view).getOrDefault(arn, 0);
          int attached = attached(schema, view, arn);
          Policy policy =
              row == null
                  ? counted(Objects.requireNonNull(aws).policy(), attached, bounded)
                  : listed(row, attached, bounded).toBuilder()
                      .description(row.description())
                      .tags(TagSets.listed(row.tags()))
                      .build();
          return GetPolicyResponse.builder().policy(policy).build();
        });
  }

  /** How many users, groups and roles a policy is attached to. */
  static int attached(Schema schema, View view, String arn) {
    return view.scan(schema.attached(), Range.prefix(Schema.under(arn, ""))).size();
  }

  /** How many users, groups and roles each policy is attached to. */
  static Map<String, Integer> attachments(Schema schema, View view) {
    Map<String, Integer> counts = new HashMap<>();
    Range all = Range.prefix(Schema.under(""));
    for (Table.Row<OwnerRow> row : view.scan(schema.attachments(), all)) {
      count(counts, row.value().policy());
    }
    return counts;
  }

  /** How many users and roles each policy bounds. */
  static Map<String, Integer> boundaries(Schema schema, View view) {
    Range all = Range.prefix(Schema.under(""));
    Map<String, Integer> counts = new HashMap<>();
    for (Table.Row<UserRow> row : view.scan(schema.users(), all)) {
      count(counts, row.value().boundary());
    }
    for (Table.Row<RoleRow> row : view.scan(schema.roles(), all)) {
      count(counts, row.value().boundary());
    }
    return counts;
  }

  private static void count(Map<String, Integer> counts, @Nullable String arn) {
    if (arn != null) {
      counts.merge(arn, 1, Integer::sum);
    }
  }

  static Policy counted(Policy policy, int attached, int bounded) {
    return policy.toBuilder()
        .attachmentCount(attached)
        .permissionsBoundaryUsageCount(bounded)
        .build();
  }

  /** A policy as it is in lists: without description and tags. */
  static Policy listed(PolicyRow row, int attached, int bounded) {
    Policy policy =
        Policy.builder()
            .policyName(row.name())
            .path(row.path())
            .policyId(row.id())
            .arn(row.arn())
            .createDate(row.created())
            .updateDate(row.updated())
            .defaultVersionId("v" + row.defaultVersion())
            .isAttachable(true)
            .build();
    return counted(policy, attached, bounded);
  }

  Unit delete(DeletePolicyRequest request) {
    String arn = request.policyArn();
    schema
        .tables()
        .write(transaction -> {
          require(schema, transaction, arn);
          boolean bounds = boundaries(schema, transaction).containsKey(arn);
          if (bounds || attached(schema, transaction, arn) > 0) {
            throw Failures.conflict("Cannot delete a policy attached to entities.");
          }
          Range versions = Range.prefix(Schema.under(arn, ""));
          if (transaction.scan(schema.versions(), versions).size() > 1) {
            throw Failures.conflict(
                "This policy has more than one version. Before you delete a policy, you must delete"
                    + " the policy's versions. The default version is deleted with the policy.");
          }
          transaction.delete(schema.versions(), versions);
          return transaction.delete(schema.policies(), Schema.under(arn));
        });
    return Unit.VALUE;
  }

  private void retag(String arn, UnaryOperator<Map<String, String>> change) {
    schema
        .tables()
        .write(transaction -> {
          PolicyRow policy = require(schema, transaction, arn);
          PolicyRow changed = policy.withTags(change.apply(policy.tags()));
          transaction.put(schema.policies(), Schema.under(arn), changed);
          return changed;
        });
  }

  Unit tag(TagPolicyRequest request) {
    retag(request.policyArn(), tags -> TagSets.merged(tags, request.tags()));
    return Unit.VALUE;
  }

  Unit untag(UntagPolicyRequest request) {
    retag(request.policyArn(), tags -> Tags.without(tags, request.tagKeys()));
    return Unit.VALUE;
  }

  ListPolicyTagsResponse tags(ListPolicyTagsRequest request) {
    PolicyRow policy = schema.tables().read(view -> require(schema, view, request.policyArn()));
    TagPages.Page page = TagPages.of(policy.tags(), request.marker(), request.maxItems());
    return ListPolicyTagsResponse.builder()
        .tags(page.tags())
        .isTruncated(page.marker() != null)
        .marker(page.marker())
        .build();
  }
}
