package dev.sagebrush.services.iam;

import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.View;

/** The tables of what users prove with who they are, beside access keys. */
record UserTables(
    Table<LoginRow> logins,
    Table<MfaRow> mfa,
    Table<Link> userMfa,
    Table<SigningRow> signing,
    Table<SshRow> ssh,
    Table<ServiceKeyRow> serviceKeys) {

  static UserTables declare(Tables tables) {
    return new UserTables(
        tables.table(TableSpec.of("iam.logins", LoginRow.class)),
        tables.table(TableSpec.of("iam.mfa", MfaRow.class)),
        tables.table(TableSpec.of("iam.usermfa", Link.class)),
        tables.table(TableSpec.of("iam.signing", SigningRow.class)),
        tables.table(TableSpec.of("iam.ssh", SshRow.class)),
        tables.table(TableSpec.of("iam.servicekeys", ServiceKeyRow.class)));
  }

  /**
   * Refuses to let a user go who still has any of it.
   *
   * @throws dev.sagebrush.model.ServiceException {@code DeleteConflict}
   */
  void checkFree(View view, String user) {
    if (view.get(logins, Schema.under(user)) != null) {
      throw Failures.conflict("Cannot delete entity, must delete login profile first.");
    }
    refuse(view, userMfa, user, "must delete MFA device first.");
    refuse(view, signing, user, "must delete signing certificates first.");
    refuse(view, ssh, user, "must delete SSH public keys first.");
    refuse(view, serviceKeys, user, "must delete service specific credentials first.");
  }

  private static <T extends Record> void refuse(
      View view, Table<T> table, String user, String what) {
    if (!view.scan(table, Range.prefix(Schema.under(user, "")).limit(1)).isEmpty()) {
      throw Failures.conflict("Cannot delete entity, " + what);
    }
  }
}
