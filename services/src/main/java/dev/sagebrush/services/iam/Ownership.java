package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.View;
import org.jspecify.annotations.Nullable;

/** What binds policies to those who have them. */
final class Ownership {

  private final Schema schema;

  Ownership(Schema schema) {
    this.schema = schema;
  }

  /**
   * Refuses to let somebody go who still has policies.
   *
   * @throws ServiceException {@code DeleteConflict}
   */
  void checkFree(View view, Owner owner) {
    Range own = Range.prefix(Schema.under(owner.id(), "")).limit(1);
    if (!view.scan(schema.attachments(), own).isEmpty()) {
      throw Failures.conflict("Cannot delete entity, must detach all policies first.");
    }
    if (!view.scan(schema.inline(), own).isEmpty()) {
      throw Failures.conflict("Cannot delete entity, must delete policies first.");
    }
  }

  /** Whether there is a managed policy of an ARN, the account's own or AWS's. */
  boolean isPolicy(View view, String arn) {
    return AwsPolicies.find(arn) != null || view.get(schema.policies(), Schema.under(arn)) != null;
  }

  /**
   * Refuses a boundary that is no policy.
   *
   * @throws ServiceException {@code NoSuchEntity}
   */
  void checkBoundary(View view, @Nullable String arn) {
    if (arn != null && !isPolicy(view, arn)) {
      throw Failures.noSuch(
          "Scope ARN: "
              + arn
              + " does not exist or is not attachable for account "
              + Call.current().account()
              + ".");
    }
  }
}
