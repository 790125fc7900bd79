package dev.sagebrush.server.access;

import dev.sagebrush.kernel.policy.Grant;
import dev.sagebrush.kernel.policy.Guard;
import dev.sagebrush.kernel.policy.Guarded;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.Policy;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.kernel.policy.RequestContext;
import dev.sagebrush.kernel.policy.Requester;
import dev.sagebrush.services.kms.Kms;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What guards the keys of KMS: the key policy, which must allow in any case, and grants.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html">Troubleshooting
 * AWS KMS permissions</a>.
 */
public final class KeyGuard implements Guard {

  private static final int REMEMBERED = 1000;
  private static final String NAMES = "kms:encryptioncontextkeys";

  private final Kms.Access keys;
  private final Map<String, Policy> read = new ConcurrentHashMap<>();

  /** Guards keys. */
  public KeyGuard(Kms.Access keys) {
    this.keys = keys;
  }

  @Override
  public @Nullable Guarded find(Requester requester, String action, String arn) {
    return find(requester, action, arn, RequestContext.EMPTY);
  }

  @Override
  public @Nullable Guarded find(
      Requester requester, String action, String arn, RequestContext context) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6 || parts[5].startsWith("alias/") && action.endsWith("Alias")) {
      return null;
    }
    Kms.KeyFacts key = keys.key(arn, parts[4], parts[3]);
    if (key == null) {
      return null;
    }
    return new Guarded(
        key.arn(),
        key.account(),
        List.of(new NamedPolicy("the key policy of " + key.arn(), policy(key.policy()))),
        true,
        granted(key, requester, action, context) ? Grant.DIRECT : Grant.NONE,
        key.tags(),
        RequestContext.of(key.conditions()));
  }

  private Policy policy(String text) {
    Policy known = read.get(text);
    if (known == null) {
      known = PolicyReader.read(text, PolicyType.RESOURCE);
      if (read.size() >= REMEMBERED) {
        read.clear();
      }
      read.put(text, known);
    }
    return known;
  }

  private static boolean granted(
      Kms.KeyFacts key, Requester requester, String action, RequestContext context) {
    String operation = action.substring(action.indexOf(':') + 1);
    for (Kms.GrantFacts grant : key.grants()) {
      boolean named =
          grant.grantee().equals(requester.arn()) || grant.grantee().equals(requester.issuer());
      if (named && grant.covers(operation, encryptionContext(context))) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> encryptionContext(RequestContext context) {
    Map<String, String> pairs = new HashMap<>();
    for (String name : context.values(NAMES)) {
      List<String> value = context.values("kms:encryptioncontext:" + name.toLowerCase(Locale.ROOT));
      if (!value.isEmpty()) {
        pairs.put(name, value.getFirst());
      }
    }
    return pairs;
  }
}
