package dev.sagebrush.services.organizations;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.organizations.AlreadyInOrganizationException;
import dev.sagebrush.model.organizations.CreateOrganizationRequest;
import dev.sagebrush.model.organizations.CreateOrganizationResponse;
import dev.sagebrush.model.organizations.DescribeOrganizationResponse;
import dev.sagebrush.model.organizations.OrganizationNotEmptyException;
import dev.sagebrush.store.Range;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Organizations themselves. */
final class OrganizationList {

  private final Schema schema;
  private final Clock clock;
  private final Ids ids;

  OrganizationList(Schema schema, Clock clock, Ids ids) {
    this.schema = schema;
    this.clock = clock;
    this.ids = ids;
  }

  private static String email(String account) {
    return account + "@sagebrush.example";
  }

  CreateOrganizationResponse create(CreateOrganizationRequest request) {
    String account = Call.current().account();
    Instant now = clock.now().truncatedTo(ChronoUnit.SECONDS);
    String root = "r-" + ids.alphanumeric(4);
    OrganizationRow row =
        new OrganizationRow(
            "o-" + ids.alphanumeric(10),
            root,
            account,
            request.featureSet() == null ? "ALL" : request.featureSet(),
            List.of());
    NodeRow.Member member = new NodeRow.Member(email(account), now, false, null);
    schema.write(transaction -> {
      if (transaction.get(schema.members(), account) != null) {
        throw AlreadyInOrganizationException.because(
            "The provided account is already a member of an organization.");
      }
      transaction.put(schema.organizations(), row.id(), row);
      transaction.put(schema.members(), account, new MemberRow(row.id()));
      schema.put(
          transaction,
          row,
          new NodeRow(NodeRow.Kind.ROOT, root, "Root", null, List.of(), Map.of(), null));
      schema.put(
          transaction,
          row,
          new NodeRow(NodeRow.Kind.ACCOUNT, account, "master", root, List.of(), Map.of(), member));
      return row;
    });
    return CreateOrganizationResponse.builder()
        .organization(Described.organization(row, email(account)))
        .build();
  }

  DescribeOrganizationResponse describe(Struct request) {
    return schema
        .tables()
        .read(view -> {
          OrganizationRow row = schema.mine(view);
          NodeRow management = Objects.requireNonNull(schema.node(view, row, row.management()));
          String email = Objects.requireNonNull(management.member()).email();
          return DescribeOrganizationResponse.builder()
              .organization(Described.organization(row, email))
              .build();
        });
  }

  Unit delete(Struct request) {
    schema.write(transaction -> {
      OrganizationRow row = schema.ruled(transaction);
      if (schema.tree(transaction, row).size() > 2) {
        throw OrganizationNotEmptyException.because(
            "To delete an organization you must first remove all member accounts (except the"
                + " master) and organizational units.");
      }
      Range own = Range.prefix(Schema.key(row, ""));
      transaction.delete(schema.nodes(), own);
      transaction.delete(schema.policies(), own);
      transaction.delete(schema.requests(), own);
      transaction.delete(schema.members(), row.management());
      return transaction.delete(schema.organizations(), row.id());
    });
    return Unit.VALUE;
  }
}
