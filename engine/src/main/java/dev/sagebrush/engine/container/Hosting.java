package dev.sagebrush.engine.container;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that this process has loaded. Whoever invokes one finds it here without reading a
 * table; whoever changes one puts the new deployment in its place.
 */
public final class Hosting implements AutoCloseable {

  private final Map<Key, Deployment> deployments = new ConcurrentHashMap<>();

  /** An endpoint, among all accounts and regions. */
  public record Key(String account, String region, String endpoint) {}

  /** The deployment that answers now; null when none is loaded. */
  public @Nullable Deployment find(Key key) {
    return deployments.get(key);
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

  /** All that is loaded. */
  public Map<Key, Deployment> loaded() {
    return Map.copyOf(deployments);
  }

  @Override
  public void close() {
    deployments.keySet().forEach(this::remove);
  }
}
