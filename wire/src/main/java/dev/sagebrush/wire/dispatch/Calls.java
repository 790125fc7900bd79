package dev.sagebrush.wire.dispatch;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Origin;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.wire.auth.Authenticated;
import dev.sagebrush.wire.http.HttpRequest;
import java.util.List;

/**
 * Makes the context of a call from its request.
 *
 * @param defaultRegion the region of requests whose signature names none
 */
record Calls(Clock clock, String defaultRegion) {

  Call of(HttpRequest request, Authenticated sender) {
    Principal principal = sender.principal();
    String region = sender.region();
    String scheme = request.secure() ? "https://" : "http://";
    return new Call(
        request.id(),
        principal,
        principal.account(),
        region == null ? defaultRegion : region,
        clock.now(),
        new Origin(
            request.remote(),
            request.secure(),
            request.headers().get("user-agent", ""),
            scheme + request.headers().get("host", "localhost"),
            sender.signature(),
            sender.session(),
            List.of()));
  }
}
