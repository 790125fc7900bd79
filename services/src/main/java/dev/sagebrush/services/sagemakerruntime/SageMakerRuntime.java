package dev.sagebrush.services.sagemakerruntime;

import dev.sagebrush.engine.container.Hosting;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.sagemakerruntime.SageMakerRuntimeApi;
import java.time.Duration;

/** Amazon SageMaker Runtime. */
public final class SageMakerRuntime {

  private static final Duration PERIOD = Duration.ofMinutes(1);

  private SageMakerRuntime() {}

  /**
   * The operations of SageMaker Runtime that are served.
   *
   * @param hosting the endpoints that are loaded, the same that SageMaker has
   * @param clock what the time is
   * @param ids for requests of its own
   * @param caller of CloudWatch
   * @param jobs runs what publishes the metrics
   */
  public static Service service(Hosting hosting, Clock clock, Ids ids, Caller caller, Jobs jobs) {
    EndpointMetrics metrics = new EndpointMetrics(hosting, clock, ids, caller);
    jobs.start(
        "sagemaker-endpoint-metrics",
        () -> {
          while (true) {
            clock.machine().sleep(PERIOD);
            metrics.publish();
          }
        });
    Invocations invocations = new Invocations(hosting);
    return Service.of(SageMakerRuntimeApi.API)
        .on(SageMakerRuntimeApi.INVOKE_ENDPOINT, invocations::invoke)
        .build();
  }
}
