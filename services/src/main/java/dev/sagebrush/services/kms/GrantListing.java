package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.kms.GrantConstraints;
import dev.sagebrush.model.kms.GrantListEntry;
import dev.sagebrush.model.kms.ListGrantsRequest;
import dev.sagebrush.model.kms.ListGrantsResponse;
import dev.sagebrush.model.kms.ListRetirableGrantsRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Grants, shown. */
final class GrantListing {

  private static final int PAGE = 50;

  private final Schema schema;
  private final Keyring keyring;
  private final Pages pages;

  GrantListing(Schema schema, Keyring keyring, Pages pages) {
    this.schema = schema;
    this.keyring = keyring;
    this.pages = pages;
  }

  private List<GrantRow> under(String prefix) {
    return schema.grants().scan(Range.prefix(prefix + Tables.SEPARATOR)).stream()
        .map(Table.Row::value)
        .toList();
  }

  ListGrantsResponse list(ListGrantsRequest request) {
    KeyRow key = keyring.require(request.keyId());
    String id = request.grantId();
    String grantee = request.granteePrincipal();
    List<GrantRow> grants =
        under(key.key()).stream()
            .filter(grant -> id == null || grant.id().equals(id))
            .filter(grant -> grantee == null || grant.grantee().equals(grantee))
            .toList();
    String query = String.join("\u0000", "grants", key.id(), id + "", grantee + "");
    Pages.Page<GrantRow> page =
        pages.of(
            grants,
            GrantRow::id,
            new Pages.Request(query, request.marker(), request.limit(), PAGE));
    return ListGrantsResponse.builder()
        .grants(page.items().stream().map(GrantListing::entry).toList())
        .nextMarker(page.marker())
        .truncated(page.truncated())
        .build();
  }

  ListGrantsResponse retirable(ListRetirableGrantsRequest request) {
    Call call = Call.current();
    List<GrantRow> grants =
        under(Tables.key(call.account(), call.region())).stream()
            .filter(grant -> request.retiringPrincipal().equals(grant.retiring()))
            .toList();
    Pages.Page<GrantRow> page =
        pages.of(
            grants,
            GrantRow::row,
            new Pages.Request(
                "retirable/" + request.retiringPrincipal(),
                request.marker(),
                request.limit(),
                PAGE));
    return ListGrantsResponse.builder()
        .grants(page.items().stream().map(GrantListing::entry).toList())
        .nextMarker(page.marker())
        .truncated(page.truncated())
        .build();
  }

  private static GrantListEntry entry(GrantRow grant) {
    return GrantListEntry.builder()
        .keyId(Arn.of("kms", grant.region(), grant.account(), "key/" + grant.key()).toString())
        .grantId(grant.id())
        .name(grant.name() == null ? "" : grant.name())
        .creationDate(grant.created())
        .granteePrincipal(grant.grantee())
        .retiringPrincipal(grant.retiring())
        .issuingAccount(grant.issuer())
        .operations(grant.operations())
        .constraints(constraints(grant))
        .build();
  }

  private static @Nullable GrantConstraints constraints(GrantRow grant) {
    return grant.contextEquals() == null && grant.contextSubset() == null
        ? null
        : GrantConstraints.builder()
            .encryptionContextEquals(grant.contextEquals())
            .encryptionContextSubset(grant.contextSubset())
            .build();
  }
}
