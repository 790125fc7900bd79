package dev.sagebrush.wire.dispatch;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told of every call once it is served: metrics, and what keeps a trail. */
@FunctionalInterface
public interface CallObserver {

  /** A call has ended. Must be quick; what it throws is logged and goes no further. */
  void served(Served served);

  /**
   * A call and how it ended.
   *
   * @param call who called, from where
   * @param operation what was called
   * @param request as it was read; of a refused call it may not be valid
   * @param answer what the operation answered; null when it failed
   * @param error what it failed with; null for success
   * @param took from the request having been read to the answer being ready to be sent
   */
  record Served(
      Call call,
      Operation<?, ?> operation,
      Struct request,
      @Nullable Struct answer,
      @Nullable ServiceException error,
      Duration took) {}
}
