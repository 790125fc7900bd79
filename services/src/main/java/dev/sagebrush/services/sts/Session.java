package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Credentials.Credential;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Temporary credentials.
 *
 * @param secret the secret access key
 * @param token what a request must carry
 * @param issued to the second; null in rows older than this field
 * @param expires to the second
 * @param principal whom they stand for
 * @param role the ARN of the assumed role, or null
 * @param policy the session policy, or null
 * @param policyArns of managed policies that limit the session
 * @param tags of the session
 * @param sourceIdentity who stands behind it, or null
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
    @Nullable String sourceIdentity) {

  Credential credential() {
    return new Credential(
        secret,
        token,
        expires,
        principal,
        new SessionContext(issued, role, sourceIdentity, policy, policyArns, tags));
  }
}
