package dev.sagebrush.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service's table of contents: which operations of its API it serves, and by what. */
public final class Service {

  private final Api api;
  private final Map<String, Handler<?, ?>> handlers;

  private Service(Api api, Map<String, Handler<?, ?>> handlers) {
    this.api = api;
    this.handlers = handlers;
  }

  /** Begins the table of contents of a service. */
  public static Builder of(Api api) {
    return new Builder(api);
  }

  /** The API it serves. */
  public Api api() {
    return api;
  }

  /** The names of the operations it serves. */
  public Set<String> operations() {
    return handlers.keySet();
  }

  /** What serves the operation of a name, or null when nothing does yet. */
  public @Nullable Handler<?, ?> handler(String operation) {
    return handlers.get(operation);
  }

  /** What serves an operation, or null when nothing does yet. */
  public <I extends Struct, O extends Struct> @Nullable Handler<I, O> handler(
      Operation<I, O> operation) {
    // Builder.on took it under the same operation, so it has the operation's types.
    return (Handler<I, O>) handlers.get(operation.name());
  }

  /** Collects handlers. */
  public static final class Builder {

    private final Api api;
    private final Map<String, Handler<?, ?>> handlers = new LinkedHashMap<>();

    private Builder(Api api) {
      this.api = api;
    }

    /** Serves an operation by a method of a resource. */
    public <I extends Struct, O extends Struct> Builder on(
        Operation<I, O> operation, Handler<? super I, ? extends O> handler) {
      if (!operation.api().equals(api) || handlers.put(operation.name(), handler) != null) {
        throw new IllegalArgumentException(operation + " does not belong here or is served twice");
      }
      return this;
    }

    /** The finished table. */
    public Service build() {
      return new Service(api, Map.copyOf(handlers));
    }
  }
}
