package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.CreateAccountAliasRequest;
import dev.sagebrush.model.iam.DeleteAccountAliasRequest;
import dev.sagebrush.model.iam.GetAccountSummaryResponse;
import dev.sagebrush.model.iam.ListAccountAliasesRequest;
import dev.sagebrush.model.iam.ListAccountAliasesResponse;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.View;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An account's alias and what it has. */
final class Accounts {

  private final Schema schema;

  Accounts(Schema schema) {
    this.schema = schema;
  }

  private List<Table.Row<Link>> aliases(View view) {
    String account = Call.current().account();
    return view.scan(schema.aliases(), Range.all()).stream()
        .filter(row -> row.value().to().equals(account))
        .toList();
  }

  /** Gives the account its alias, in the place of the one it had. */
  Unit createAlias(CreateAccountAliasRequest request) {
    String account = Call.current().account();
    schema
        .tables()
        .write(transaction -> {
          Link taken = transaction.get(schema.aliases(), request.accountAlias());
          if (taken != null) {
            throw Failures.exists(
                "The account alias " + request.accountAlias() + " already exists.");
          }
          aliases(transaction).forEach(row -> transaction.delete(schema.aliases(), row.key()));
          Link owner = new Link(account);
          transaction.put(schema.aliases(), request.accountAlias(), owner);
          return owner;
        });
    return Unit.VALUE;
  }

  Unit deleteAlias(DeleteAccountAliasRequest request) {
    String account = Call.current().account();
    schema
        .tables()
        .write(transaction -> {
          Link owner = transaction.get(schema.aliases(), request.accountAlias());
          if (owner == null || !owner.to().equals(account)) {
            throw Failures.noSuch(
                "The account alias " + request.accountAlias() + " cannot be found.");
          }
          return transaction.delete(schema.aliases(), request.accountAlias());
        });
    return Unit.VALUE;
  }

  /** The alias; there is one at most, so that no marker is ever given out. */
  ListAccountAliasesResponse listAliases(ListAccountAliasesRequest request) {
    if (request.marker() != null) {
      throw Failures.validation("Invalid Marker.");
    }
    return schema
        .tables()
        .read(view ->
            ListAccountAliasesResponse.builder()
                .accountAliases(aliases(view).stream().map(Table.Row::key).toList())
                .isTruncated(false)
                .build());
  }

  /** Counts and quotas, those that Sagebrush holds accounts to. */
  GetAccountSummaryResponse summary(Struct request) {
    Range own = Range.prefix(Schema.under(""));
    return schema
        .tables()
        .read(view -> {
          Map<String, Integer> summary = new TreeMap<>();
          summary.put("Users", view.scan(schema.users(), own).size());
          summary.put("Groups", view.scan(schema.groups(), own).size());
          summary.put("Roles", view.scan(schema.roles(), own).size());
          summary.put("InstanceProfiles", view.scan(schema.profiles(), own).size());
          summary.put("Policies", view.scan(schema.policies(), own).size());
          summary.put("PolicyVersionsInUse", view.scan(schema.attachments(), own).size());
          summary.put("AccessKeysPerUserQuota", 2);
          summary.put("GroupsPerUserQuota", 10);
          summary.put("VersionsPerPolicyQuota", 5);
          summary.put("PolicySizeQuota", 6144);
          for (Owner.Kind kind : Owner.Kind.values()) {
            String word = kind.word();
            String title = Character.toUpperCase(word.charAt(0)) + word.substring(1);
            summary.put("AttachedPoliciesPer" + title + "Quota", 10);
            summary.put(title + "PolicySizeQuota", kind.inlineSize());
          }
          summary.put("AssumeRolePolicySizeQuota", 2048);
          return GetAccountSummaryResponse.builder().summaryMap(summary).build();
        });
  }
}
