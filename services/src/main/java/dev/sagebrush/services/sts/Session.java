package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Credentials.Credential;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.SessionContext.Vouched;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.store.TableSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Temporary credentials.
 *
 * @param secret the secret access key, in the table sealed
 * @param token what a request must carry, in the table sealed
 * @param issued to the second; null in rows older than this field
 * @param expires to the second
 * @param principal whom they stand for
 * @param role the ARN of the assumed role, or null
 * @param policy the session policy, or null
 * @param policyArns of managed policies that limit the session
 * @param tags of the session
 * @param sourceIdentity who stands behind it, or null
 * @param vouched how the caller proved who it is; null in rows older than this field
 */
record Session(
    String secret,
    String token,
    @Nullable Instant issued,
    Instant expires,
    Principal principal,
    @Nullable String role,
    @Nullable String policy,
    List<String> policyArns,
    Map<String, String> tags,
    @Nullable String sourceIdentity,
    @Nullable Vouched vouched) {

  /** The table of sessions; in version 1 secrets and tokens were in clear. */
  static TableSpec<Session> table(Sealer sealer) {
    return new TableSpec<>("sts.sessions", Session.class, 2, List.of(row -> sealed(row, sealer)));
  }

  private static Map<String, Object> sealed(Map<String, Object> row, Sealer sealer) {
    Map<String, Object> changed = new HashMap<>(row);
    String whose =
        row.get("principal") instanceof Map<?, ?> principal
            ? String.valueOf(principal.get("arn"))
            : "";
    for (String name : List.of("secret", "token")) {
      String clear = String.valueOf(row.get(name));
      changed.put(name, sealer.sealText(clear, context(name, whose)));
    }
    return changed;
  }

  private static String context(String name, String arn) {
    return "sts.sessions/" + name + "/" + arn;
  }

  /** This as it goes into the table. */
  Session sealed(Sealer sealer) {
    return new Session(
        sealer.sealText(secret, context("secret", principal.arn())),
        sealer.sealText(token, context("token", principal.arn())),
        issued,
        expires,
        principal,
        role,
        policy,
        policyArns,
        tags,
        sourceIdentity,
        vouched);
  }

  /** The credential of a row. */
  Credential credential(Sealer sealer) {
    return new Credential(
        sealer.unsealText(secret, context("secret", principal.arn())),
        sealer.unsealText(token, context("token", principal.arn())),
        expires,
        principal,
        new SessionContext(
            issued,
            role,
            sourceIdentity,
            policy,
            policyArns,
            tags,
            vouched == null ? Vouched.PLAIN : vouched));
  }
}
