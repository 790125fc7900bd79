package dev.sagebrush.engine.container;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that this process has loaded. Whoever invokes one finds it here without reading a
 * table; whoever changes one puts the new deployment in its place.
 */
public final class Hosting implements AutoCloseable {

  private final Map<Key, Deployment> deployments = new ConcurrentHashMap<>();
  private final Map<Target, InvocationCounters> counters = new ConcurrentHashMap<>();
  private volatile Loader loader = key -> null;

  /**
   * An endpoint, among all accounts and regions.
   *
   * @param endpoint its name in lower case, as names are one without regard to case
   */
  public record Key(String account, String region, String endpoint) {

    public Key {
      endpoint = endpoint.toLowerCase(Locale.ROOT);
    }
  }

  /** A variant of an endpoint. */
  public record Target(Key key, String variant) {}

  /** Loads an endpoint that is asked for and not loaded. */
  @FunctionalInterface
  public interface Loader {
    /** The deployment, installed; null when there is no such endpoint that answers. */
    @Nullable Deployment load(Key key);
  }

  /** Names who loads what is asked for and not loaded. */
  public void loadWith(Loader given) {
    loader = given;
  }

  /** The deployment that answers; null when there is none. */
  public @Nullable Deployment find(Key key) {
    Deployment deployment = deployments.get(key);
    return deployment == null ? loader.load(key) : deployment;
  }

  /** Puts a deployment in the place of another, which ends with its last request under way. */
  public void install(Key key, Deployment deployment) {
    Deployment old = deployments.put(key, deployment);
    if (old != null) {
      old.retire();
    }
  }

  /** Takes a deployment away; it ends with its last request under way. */
  public void remove(Key key) {
    Deployment old = deployments.remove(key);
    if (old != null) {
      old.retire();
    }
  }

  /** What counts the invocations of a variant, through all its deployments. */
  public InvocationCounters counters(Key key, String variant) {
    return counters.computeIfAbsent(new Target(key, variant), target -> new InvocationCounters());
  }

  /** What counts, by variant. */
  public Map<Target, InvocationCounters> counters() {
    return Map.copyOf(counters);
  }

  @Override
  public void close() {
    deployments.keySet().forEach(this::remove);
  }
}
