package dev.sagebrush.wire.dispatch;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told of every call once it is served: metrics, and what keeps a trail. */
@FunctionalInterface
public interface CallObserver {

  /**
   * A call has ended. Must be quick and must not throw.
   *
   * @param error what it was answered with; null for success
   * @param took from the first byte of the request to the answer being ready to be sent
   */
  void served(
      Call call, Operation<?, ?> operation, @Nullable ServiceException error, Duration took);
}
