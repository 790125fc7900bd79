package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.CreatePolicyVersionRequest;
import dev.sagebrush.model.iam.CreatePolicyVersionResponse;
import dev.sagebrush.model.iam.DeletePolicyVersionRequest;
import dev.sagebrush.model.iam.GetPolicyVersionRequest;
import dev.sagebrush.model.iam.GetPolicyVersionResponse;
import dev.sagebrush.model.iam.LimitExceededException;
import dev.sagebrush.model.iam.ListPolicyVersionsRequest;
import dev.sagebrush.model.iam.ListPolicyVersionsResponse;
import dev.sagebrush.model.iam.PolicyVersion;
import dev.sagebrush.model.iam.SetDefaultPolicyVersionRequest;
import dev.sagebrush.services.iam.AwsPolicies.AwsPolicy;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.View;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Versions of managed policies: at most five, of which one is in force. */
final class PolicyVersions {

  private static final int MOST = 5;

  private final Schema schema;
  private final Pages pages;
  private final Clock clock;

  PolicyVersions(Schema schema, Pages pages, Clock clock) {
    this.schema = schema;
    this.pages = pages;
    this.clock = clock;
  }

  static String key(String arn, int number) {
    return Schema.under(arn, String.format(Locale.ROOT, "%05d", number));
  }

  private static GetPolicyVersionResponse ofAws(AwsPolicy aws, String id) {
    if (!id.equals("v" + aws.version())) {
      throw none(String.valueOf(aws.policy().arn()), id);
    }
    return GetPolicyVersionResponse.builder()
        .policyVersion(
            aws.described().toBuilder().document(PolicyDocuments.encoded(aws.document())).build())
        .build();
  }

  private static ServiceException none(String arn, String id) {
    return Failures.noSuch(
        "Policy " + arn + " version " + id + " does not exist or is not attachable.");
  }

  private VersionRow require(View view, String arn, String id) {
    Policies.require(schema, view, arn);
    boolean numbered = id.matches("v[1-9][0-9]{0,4}");
    VersionRow version =
        numbered ? view.get(schema.versions(), key(arn, Integer.parseInt(id.substring(1)))) : null;
    if (version == null) {
      throw none(arn, id);
    }
    return version;
  }

  CreatePolicyVersionResponse create(CreatePolicyVersionRequest request) {
    Policies.checkDocument(request.policyDocument());
    String arn = request.policyArn();
    Instant now = clock.now().truncatedTo(ChronoUnit.SECONDS);
    boolean asDefault = Boolean.TRUE.equals(request.setAsDefault());
    VersionRow made =
        schema
            .tables()
            .write(transaction -> {
              PolicyRow policy = Policies.require(schema, transaction, arn);
              Range all = Range.prefix(Schema.under(arn, ""));
              if (transaction.scan(schema.versions(), all).size() >= MOST) {
                throw LimitExceededException.because(
                    "A managed policy can have up to 5 versions. Before you create a new version,"
                        + " you must delete an existing version.");
              }
              int number = policy.lastVersion() + 1;
              int inForce = asDefault ? number : policy.defaultVersion();
              VersionRow version = new VersionRow(number, request.policyDocument(), now);
              transaction.put(schema.versions(), key(arn, number), version);
              transaction.put(
                  schema.policies(), Schema.under(arn), policy.withVersions(inForce, number, now));
              return version;
            });
    return CreatePolicyVersionResponse.builder()
        .policyVersion(listed(made, asDefault ? made.number() : 0))
        .build();
  }

  private static PolicyVersion listed(VersionRow version, int inForce) {
    return PolicyVersion.builder()
        .versionId("v" + version.number())
        .isDefaultVersion(version.number() == inForce)
        .createDate(version.created())
        .build();
  }

  GetPolicyVersionResponse get(GetPolicyVersionRequest request) {
    String arn = request.policyArn();
    AwsPolicy aws = AwsPolicies.find(arn);
    if (aws != null) {
      return ofAws(aws, request.versionId());
    }
    return schema
        .tables()
        .read(view -> {
          VersionRow version = require(view, arn, request.versionId());
          int inForce = Policies.require(schema, view, arn).defaultVersion();
          return GetPolicyVersionResponse.builder()
              .policyVersion(
                  listed(version, inForce).toBuilder()
                      .document(PolicyDocuments.encoded(version.document()))
                      .build())
              .build();
        });
  }

  ListPolicyVersionsResponse list(ListPolicyVersionsRequest request) {
    String arn = request.policyArn();
    AwsPolicy aws = AwsPolicies.find(arn);
    if (aws != null) {
      return ListPolicyVersionsResponse.builder()
          .versions(List.of(aws.described()))
          .isTruncated(false)
          .build();
    }
    return schema
        .tables()
        .read(view -> {
          int inForce = Policies.require(schema, view, arn).defaultVersion();
          Pages.Page<VersionRow> page =
              pages.read(
                  view,
                  schema.versions(),
                  Schema.under(arn, ""),
                  row -> true,
                  new Pages.Request(arn, request.marker(), request.maxItems()));
          return ListPolicyVersionsResponse.builder()
              .versions(page.items().stream().map(row -> listed(row, inForce)).toList())
              .isTruncated(page.isTruncated())
              .marker(page.marker())
              .build();
        });
  }

  Unit delete(DeletePolicyVersionRequest request) {
    String arn = request.policyArn();
    schema
        .tables()
        .write(transaction -> {
          VersionRow version = require(transaction, arn, request.versionId());
          if (Policies.require(schema, transaction, arn).defaultVersion() == version.number()) {
            throw Failures.conflict("Cannot delete the default version of a policy.");
          }
          return transaction.delete(schema.versions(), key(arn, version.number()));
        });
    return Unit.VALUE;
  }

  Unit setDefault(SetDefaultPolicyVersionRequest request) {
    String arn = request.policyArn();
    Instant now = clock.now().truncatedTo(ChronoUnit.SECONDS);
    schema
        .tables()
        .write(transaction -> {
          VersionRow version = require(transaction, arn, request.versionId());
          PolicyRow policy = Policies.require(schema, transaction, arn);
          PolicyRow changed = policy.withVersions(version.number(), policy.lastVersion(), now);
          transaction.put(schema.policies(), Schema.under(arn), changed);
          return changed;
        });
    return Unit.VALUE;
  }
}
