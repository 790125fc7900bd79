package dev.sagebrush.server;

import dev.sagebrush.kernel.policy.Guard;
import dev.sagebrush.server.access.Ciphertexts;
import dev.sagebrush.server.access.Decisions;
import dev.sagebrush.server.access.KeyGuard;
import dev.sagebrush.server.access.PolicyAuthorizer;
import dev.sagebrush.services.iam.Iam;
import dev.sagebrush.services.kms.Kms;
import dev.sagebrush.services.s3.S3;
import dev.sagebrush.services.secretsmanager.SecretsManager;
import java.util.Map;

/** Who decides about calls, put together from what the services publish. */
final class Access {

  private Access() {}

  static PolicyAuthorizer authorizer(Rooms rooms, Decisions decisions) {
    return new PolicyAuthorizer(
        rooms.policies(),
        guards(rooms),
        rooms.organization(),
        new Ciphertexts(Kms.access(rooms.tables())),
        decisions);
  }

  /** The one list of what guards resources, by the service in their ARNs. */
  private static Map<String, Guard> guards(Rooms rooms) {
    return Map.of(
        "iam",
        Iam.guard(rooms.tables(), rooms.sealer()),
        "s3",
        S3.guard(rooms.tables()),
        "kms",
        new KeyGuard(Kms.access(rooms.tables())),
        "secretsmanager",
        SecretsManager.guard(rooms.tables(), rooms.clock()));
  }
}
