package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Origin;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Who SageMaker is when it works on somebody's behalf. */
final class Identity {

  private static final String SERVICE = "sagemaker.amazonaws.com";

  private final Clock clock;
  private final Ids ids;

  Identity(Clock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** A call made with the rights of a role. */
  Call role(Place place, String roleArn) {
    String path = Arn.parse(roleArn).resourceName();
    String name = path.substring(path.lastIndexOf('/') + 1);
    String session =
        Arn.of("sts", place.region(), place.account(), "assumed-role/" + name + "/SageMaker")
            .resource();
    String partition = Arn.partitionOf(place.region());
    String arn = new Arn(partition, "sts", "", place.account(), session).toString();
    return call(
        place,
        new Principal(Principal.Kind.ASSUMED_ROLE, place.account(), arn, name + ":SageMaker"),
        SessionContext.ofRole(roleArn, clock.now().truncatedTo(ChronoUnit.SECONDS)));
  }

  /** A call of the service's own. */
  Call service(Place place) {
    Principal self = new Principal(Principal.Kind.SERVICE, place.account(), SERVICE, SERVICE);
    return call(place, self, null);
  }

  private Call call(Place place, Principal principal, @Nullable SessionContext session) {
    return new Call(
        ids.uuid(),
        principal,
        place.account(),
        place.region(),
        clock.now(),
        Origin.service(SERVICE).session(session));
  }
}
