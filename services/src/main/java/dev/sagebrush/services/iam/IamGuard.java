package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.policy.Grant;
import dev.sagebrush.kernel.policy.Guard;
import dev.sagebrush.kernel.policy.Guarded;
import dev.sagebrush.kernel.policy.MalformedPolicyException;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.kernel.policy.RequestContext;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.store.Tables;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What guards users, roles and policies: their tags, and of roles who may assume them. */
final class IamGuard implements Guard {

  private static final Logger LOG = LoggerFactory.getLogger(IamGuard.class);

  private final Schema schema;

  IamGuard(Schema schema) {
    this.schema = schema;
  }

  @Override
  public @Nullable Guarded find(Requester requester, String action, String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6 || parts[5].indexOf('*') >= 0) {
      return null;
    }
    String account = parts[4];
    String resource = parts[5];
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    String key = Tables.key(account, name.toLowerCase(Locale.ROOT));
    if (resource.startsWith("user/")) {
      UserRow user = schema.users().get(key);
      return user == null ? null : Guarded.plain(user.arn(), account, user.tags());
    }
    if (resource.startsWith("role/")) {
      RoleRow role = schema.roles().get(key);
      return role == null ? null : role(role, action);
    }
    if (resource.startsWith("policy/")) {
      PolicyRow policy = schema.policies().get(Tables.key(account, arn));
      return policy == null ? null : Guarded.plain(policy.arn(), account, policy.tags());
    }
    return null;
  }

  private static Guarded role(RoleRow role, String action) {
    if (!action.startsWith("sts:")) {
      return Guarded.plain(role.arn(), role.account(), role.tags());
    }
    return new Guarded(
        role.arn(),
        role.account(),
        trust(role),
        true,
        Grant.NONE,
        role.tags(),
        RequestContext.EMPTY);
  }

  private static List<NamedPolicy> trust(RoleRow role) {
    try {
      return List.of(
          new NamedPolicy(
              "the trust policy of " + role.arn(),
              PolicyReader.read(role.trust(), PolicyType.TRUST)));
    } catch (MalformedPolicyException unreadable) {
      LOG.warn("role {} trusts nobody: {}", role.arn(), unreadable.getMessage());
      return List.of();
    }
  }
}
