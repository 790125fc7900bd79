package dev.sagebrush.server;

import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.dispatch.CallObserver;
import dev.sagebrush.wire.http.ServerMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls and the time they take, by service, operation and outcome. */
final class CallMetrics implements CallObserver {

  private record Key(Operation<?, ?> operation, String outcome) {}

  private final ServerMetrics metrics;
  private final Map<Key, ServerMetrics.Histogram> histograms = new ConcurrentHashMap<>();

  CallMetrics(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void served(Served served) {
    ServiceException error = served.error();
    String outcome = error == null ? "ok" : error.code();
    histograms
        .computeIfAbsent(new Key(served.operation(), outcome), this::histogram)
        .record(served.took().toNanos());
  }

  private ServerMetrics.Histogram histogram(Key key) {
    return metrics.histogram(
        "sagebrush_call_seconds",
        "Time from reading a request to having its answer.",
        "service",
        key.operation().api().id(),
        "operation",
        key.operation().name(),
        "outcome",
        key.outcome());
  }
}
