package dev.sagebrush.engine.container;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The variants of an endpoint as they are loaded together.
 *
 * <table>
 *   <caption>States</caption>
 *   <tr><th>from<th>on<th>to<th>effect
 *   <tr><td>serving<td>{@link #enter}<td>serving<td>one request more
 *   <tr><td>serving<td>{@link #retire}<td>retired<td>no request enters any more
 *   <tr><td>retired<td>the last {@link #leave}<td>closed<td>the models are closed
 * </table>
 */
public final class Deployment {

  /** Successive multiples of it, modulo one, are spread as evenly as can be. */
  private static final double GOLDEN_RATIO = 0.6180339887498949;

  private static final int RETIRED = Integer.MIN_VALUE;

  private final List<Variant> variants;
  private final AtomicLong count = new AtomicLong();
  private final AtomicInteger requests = new AtomicInteger();
  private final boolean[] closed = new boolean[1];
  private volatile double[] shares;

  /**
   * One variant.
   *
   * @param counters of its invocations
   */
  public record Variant(String name, ModelServer server, InvocationCounters counters) {}

  /**
   * A deployment that serves.
   *
   * @param weights one per variant; their ratios are the shares of the requests
   */
  public Deployment(List<Variant> variants, List<Double> weights) {
    this.variants = List.copyOf(variants);
    this.shares = shares(weights);
  }

  private static double[] shares(List<Double> weights) {
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    double[] shares = new double[weights.size()];
    double reached = 0;
    for (int i = 0; i < shares.length; i++) {
      reached += weights.get(i);
      shares[i] = sum > 0 ? reached / sum : 1;
    }
    return shares;
  }

  /** Changes the shares of the variants, in their order. */
  public void weigh(List<Double> weights) {
    shares = shares(weights);
  }

  /** The variants, in the order of the endpoint's configuration. */
  public List<Variant> variants() {
    return variants;
  }

  /** The variant that the next request goes to. */
  public Variant next() {
    if (variants.size() == 1) {
      return variants.getFirst();
    }
    double point = count.getAndIncrement() * GOLDEN_RATIO % 1;
    double[] now = shares;
    for (int i = 0; i < now.length; i++) {
      if (point < now[i]) {
        return variants.get(i);
      }
    }
    return variants.getLast();
  }

  /** The variant of that name; null when there is none. */
  public @Nullable Variant variant(String name) {
    for (Variant variant : variants) {
      if (variant.name.equals(name)) {
        return variant;
      }
    }
    return null;
  }

  /** Begins a request, to be ended by {@link #leave}; false when this is retired. */
  public boolean enter() {
    if (requests.incrementAndGet() > 0) {
      return true;
    }
    leave();
    return false;
  }

  /** Ends a request. */
  public void leave() {
    if (requests.decrementAndGet() == RETIRED) {
      close();
    }
  }

  /** Lets no more requests in, and closes the models when the last has left. */
  public void retire() {
    int before =
        requests.getAndAccumulate(RETIRED, (now, retired) -> now < 0 ? now : now + retired);
    if (before == 0) {
      close();
    }
  }

  private void close() {
    synchronized (closed) {
      if (closed[0]) {
        return;
      }
      closed[0] = true;
    }
    variants.forEach(variant -> variant.server.close());
  }
}
