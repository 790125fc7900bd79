package dev.sagebrush.services.iam;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.AttachedPolicy;
import dev.sagebrush.store.Range;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Managed policies attached to users, groups and roles. */
final class Attachments {

  private static final int MOST = 10;

  private final Schema schema;
  private final Ownership ownership;
  private final Pages pages;

  Attachments(Schema schema, Ownership ownership, Pages pages) {
    this.schema = schema;
    this.ownership = ownership;
    this.pages = pages;
  }

  /**
   * Attaches a policy; once more does nothing.
   *
   * @throws ServiceException {@code NoSuchEntity}, {@code LimitExceeded}
   */
  void attach(Owner.Kind kind, String name, String arn) {
    schema
        .tables()
        .write(transaction -> {
          Owner owner = schema.requireModifiable(transaction, kind, name);
          if (!ownership.isPolicy(transaction, arn)) {
            throw Failures.noSuch("Policy " + arn + " does not exist or is not attachable.");
          }
          String key = Schema.under(owner.id(), arn);
          if (transaction.get(schema.attachments(), key) == null) {
            Range own = Range.prefix(Schema.under(owner.id(), "")).limit(MOST);
            if (transaction.scan(schema.attachments(), own).size() == MOST) {
              String word = kind.word();
              String title = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
              throw Failures.quota("PoliciesPer" + title, MOST);
            }
            OwnerRow row = new OwnerRow(kind, owner.id(), arn);
            transaction.put(schema.attachments(), key, row);
            transaction.put(schema.attached(), Schema.under(arn, owner.id()), row);
          }
          return owner;
        });
  }

  void detach(Owner.Kind kind, String name, String arn) {
    schema
        .tables()
        .write(transaction -> {
          Owner owner = schema.requireModifiable(transaction, kind, name);
          if (!transaction.delete(schema.attachments(), Schema.under(owner.id(), arn))) {
            throw Failures.noSuch("Policy " + arn + " was not found.");
          }
          return transaction.delete(schema.attached(), Schema.under(arn, owner.id()));
        });
  }

  /** What an attachment's list is asked for with. */
  record Listing(
      Owner.Kind kind,
      String name,
      @Nullable String pathPrefix,
      @Nullable String marker,
      @Nullable Integer maxItems) {}

  /** The policies attached to an owner, by ARN. */
  Pages.Page<AttachedPolicy> list(Listing listing) {
    String path = listing.pathPrefix == null ? "/" : listing.pathPrefix;
    return schema
        .tables()
        .read(view -> {
          Owner owner = schema.require(view, listing.kind, listing.name);
          Pages.Page<OwnerRow> page =
              pages.read(
                  view,
                  schema.attachments(),
                  Schema.under(owner.id(), ""),
                  row -> pathOf(row.policy()).startsWith(path),
                  new Pages.Request(owner.id() + ' ' + path, listing.marker, listing.maxItems));
          return new Pages.Page<>(
              page.items().stream().map(Attachments::described).toList(), page.marker());
        });
  }

  /** The path of a policy, which its ARN has between {@code :policy} and the name. */
  static String pathOf(String arn) {
    int start = arn.indexOf(":policy/") + ":policy".length();
    return arn.substring(start, arn.lastIndexOf('/') + 1);
  }

  private static AttachedPolicy described(OwnerRow row) {
    String arn = row.policy();
    return AttachedPolicy.builder()
        .policyArn(arn)
        .policyName(arn.substring(arn.lastIndexOf('/') + 1))
        .build();
  }
}
