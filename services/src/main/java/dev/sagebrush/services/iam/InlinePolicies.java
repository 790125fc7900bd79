package dev.sagebrush.services.iam;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.LimitExceededException;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import org.jspecify.annotations.Nullable;

/** Policies that belong to one user, group or role. */
final class InlinePolicies {

  private final Schema schema;
  private final Pages pages;

  InlinePolicies(Schema schema, Pages pages) {
    this.schema = schema;
    this.pages = pages;
  }

  /**
   * Puts a policy, in the place of one of its name.
   *
   * @throws ServiceException {@code MalformedPolicyDocument}, {@code LimitExceeded}
   */
  void put(Owner.Kind kind, String name, String policy, String document) {
    PolicyDocuments.checkIdentity(document);
    schema
        .tables()
        .write(transaction -> {
          Owner owner = schema.requireModifiable(transaction, kind, name);
          int size = PolicyDocuments.size(document);
          Range own = Range.prefix(Schema.under(owner.id(), ""));
          for (Table.Row<InlineRow> row : transaction.scan(schema.inline(), own)) {
            if (!row.value().name().equals(policy)) {
              size += PolicyDocuments.size(row.value().document());
            }
          }
          if (size > kind.inlineSize()) {
            throw LimitExceededException.because(
                "Maximum policy size of "
                    + kind.inlineSize()
                    + " bytes exceeded for "
                    + kind.word()
                    + " "
                    + name);
          }
          InlineRow row = new InlineRow(policy, document);
          transaction.put(schema.inline(), Schema.under(owner.id(), policy), row);
          return row;
        });
  }

  /** A policy's document, encoded. */
  String get(Owner.Kind kind, String name, String policy) {
    InlineRow row =
        schema
            .tables()
            .read(view -> {
              Owner owner = schema.require(view, kind, name);
              return view.get(schema.inline(), Schema.under(owner.id(), policy));
            });
    if (row == null) {
      throw none(kind, policy);
    }
    return PolicyDocuments.encoded(row.document());
  }

  private static ServiceException none(Owner.Kind kind, String policy) {
    return Failures.noSuch(
        "The " + kind.word() + " policy with name " + policy + " cannot be found.");
  }

  void delete(Owner.Kind kind, String name, String policy) {
    schema
        .tables()
        .write(transaction -> {
          Owner owner = schema.requireModifiable(transaction, kind, name);
          if (!transaction.delete(schema.inline(), Schema.under(owner.id(), policy))) {
            throw none(kind, policy);
          }
          return owner;
        });
  }

  /** The policies of an owner by name. */
  Pages.Page<InlineRow> list(
      Owner.Kind kind, String name, @Nullable String marker, @Nullable Integer maxItems) {
    return schema
        .tables()
        .read(view -> {
          Owner owner = schema.require(view, kind, name);
          return pages.read(
              view,
              schema.inline(),
              Schema.under(owner.id(), ""),
              row -> true,
              new Pages.Request(owner.id(), marker, maxItems));
        });
  }
}
