package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.policy.Grant;
import dev.sagebrush.kernel.policy.Guard;
import dev.sagebrush.kernel.policy.Guarded;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.kernel.policy.RequestContext;
import dev.sagebrush.kernel.policy.Requester;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What guards secrets: their resource policies, which go by their whole ARN. */
final class SecretGuard implements Guard {

  private static final String SECRET = "secret:";

  private final Shelf shelf;

  SecretGuard(Shelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public @Nullable Guarded find(Requester requester, String action, String arn) {
    SecretRow row = shelf.tables().read(view -> shelf.named(view, whole(arn)));
    if (row == null) {
      return null;
    }
    String document = row.policy();
    List<NamedPolicy> policies =
        document == null
            ? List.of()
            : List.of(new NamedPolicy(row.arn(), PolicyReader.read(document, PolicyType.RESOURCE)));
    return new Guarded(
        row.arn(), row.account(), policies, false, Grant.NONE, row.tags(), RequestContext.EMPTY);
  }

  /** The ARN itself where a request has put one in the place of the name. */
  private static String whole(String arn) {
    int inner = arn.indexOf(SECRET + "arn:");
    return inner < 0 ? arn : arn.substring(inner + SECRET.length());
  }
}
