package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.Deployment;
import dev.sagebrush.engine.container.Hosting;
import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.engine.container.ModelServer;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.services.sagemaker.EndpointRow.Part;
import dev.sagebrush.services.sagemaker.EndpointRow.Plan;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps loaded, in this process, what the table of endpoints says is to answer. Every process loads
 * every endpoint; what another process has changed is seen within two seconds.
 *
 * <table>
 *   <caption>States of an endpoint</caption>
 *   <tr><th>from<th>on<th>to<th>effect
 *   <tr><td>–<td>CreateEndpoint<td>Creating<td>its models are downloaded and loaded
 *   <tr><td>Creating<td>all are loaded<td>InService<td>requests are answered
 *   <tr><td>Creating<td>one cannot be loaded<td>Failed<td>with the reason
 *   <tr><td>InService<td>UpdateEndpoint<td>Updating<td>the old models answer while the new load
 *   <tr><td>Updating<td>all are loaded<td>InService<td>the old end with their last request
 *   <tr><td>Updating<td>one cannot be loaded<td>InService<td>the old go on; the reason is kept
 *   <tr><td>Creating, Updating<td>the server ends<td>unchanged<td>the next one loads again
 *   <tr><td>any<td>DeleteEndpoint<td>–<td>the models end with their last request
 * </table>
 */
final class Deployments {

  private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Jobs jobs;
  private final Clock clock;
  private final EndpointStore store;
  private final ModelLoader loader;
  private final Hosting hosting;
  private final Path folders;
  private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

  /** What answers here for an endpoint. */
  private record Loaded(String generation, Deployment deployment) {}

  Deployments(
      Jobs jobs,
      Clock clock,
      EndpointStore store,
      ModelLoader loader,
      Hosting hosting,
      Path folders) {
    this.jobs = jobs;
    this.clock = clock;
    this.store = store;
    this.loader = loader;
    this.hosting = hosting;
    this.folders = folders.toAbsolutePath();
    hosting.loadWith(this::load);
  }

  /** Deploys what is pending, in the background. */
  void start(String key) {
    String name = "endpoint " + key.replace(Tables.SEPARATOR, '/');
    jobs.start(name, () -> deploy(key));
  }

  private void deploy(String key) throws IOException {
    EndpointRow row = store.get(key);
    Plan plan = row == null ? null : row.pending();
    if (plan == null) {
      return;
    }
    try {
      install(key, plan.generation(), load(key, plan));
      store.deployed(key, plan);
      if (store.get(key) == null) {
        remove(key);
        return;
      }
      clean(key, plan.generation());
    } catch (JobFailure e) {
      LOG.info("endpoint {} could not be deployed", key.replace(Tables.SEPARATOR, '/'), e);
      store.failed(key, plan, e.reason());
    } catch (IOException | RuntimeException e) {
      LOG.error("endpoint {} could not be deployed", key.replace(Tables.SEPARATOR, '/'), e);
      store.failed(key, plan, JobFailure.internal(e));
    }
  }

  private Deployment load(String key, Plan plan) throws JobFailure {
    Place place = Place.ofKey(key);
    List<Deployment.Variant> variants = new ArrayList<>();
    try {
      for (Part part : plan.parts()) {
        String name = part.variant().variantName();
        Path folder = folder(key).resolve(plan.generation()).resolve(name);
        ModelServer server = loader.load(place, part.model(), name, folder, Map.of());
        variants.add(new Deployment.Variant(name, server, hosting.counters(hostingKey(key), name)));
      }
    } catch (JobFailure | RuntimeException e) {
      variants.forEach(variant -> variant.server().close());
      throw e;
    }
    return new Deployment(variants, weights(plan));
  }

  private static List<Double> weights(Plan plan) {
    return plan.parts().stream()
        .map(part -> (double) part.variant().initialVariantWeight())
        .toList();
  }

  /** Loads an endpoint that is in service and not loaded here; null when there is none. */
  private @Nullable Deployment load(Hosting.Key key) {
    String row = new Place(key.account(), key.region()).key(key.endpoint());
    refresh(row);
    Loaded now = loaded.get(row);
    return now == null ? null : now.deployment;
  }

  private void refresh(String key) {
    EndpointRow row = store.get(key);
    Plan plan = row == null ? null : row.current();
    if (row == null || plan == null) {
      return;
    }
    synchronized (this) {
      Loaded present = loaded.get(key);
      if (present != null && present.generation.equals(plan.generation())) {
        present.deployment.weigh(weights(plan));
        return;
      }
      try {
        install(key, plan.generation(), load(key, plan));
      } catch (JobFailure e) {
        LOG.error("endpoint {} cannot be loaded again", key.replace(Tables.SEPARATOR, '/'), e);
      }
    }
  }

  private void install(String key, String generation, Deployment deployment) {
    loaded.put(key, new Loaded(generation, deployment));
    hosting.install(hostingKey(key), deployment);
  }

  private static Hosting.Key hostingKey(String key) {
    Place place = Place.ofKey(key);
    String name = key.substring(place.prefix().length());
    return new Hosting.Key(place.account(), place.region(), name);
  }

  /** Gives the variants the shares that the endpoint says. */
  void weigh(String key, EndpointRow row) {
    Loaded present = loaded.get(key);
    Plan plan = row.current();
    if (present != null && plan != null && present.generation.equals(plan.generation())) {
      present.deployment.weigh(weights(plan));
    }
  }

  /** Ends what answers for an endpoint that is deleted. */
  void remove(String key) {
    loaded.remove(key);
    hosting.remove(hostingKey(key));
    try {
      clean(key, "");
    } catch (IOException e) {
      LOG.warn("the folder of a deleted endpoint is left: {}", folder(key), e);
    }
  }

  private Path folder(String key) {
    return folders.resolve(key.replace(Tables.SEPARATOR, '/'));
  }

  /** Removes the models of all generations but one. */
  private void clean(String key, String kept) throws IOException {
    Path folder = folder(key);
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> generations;
    try (Stream<Path> list = Files.list(folder)) {
      generations = list.filter(path -> !path.endsWith(kept)).toList();
    }
    for (Path generation : generations) {
      new TrainingFolder(generation).delete();
    }
  }

  /** Follows the table for as long as this process lives. */
  void watch() {
    jobs.start(
        "sagemaker-endpoints",
        () -> {
          while (true) {
            clock.machine().sleep(PERIOD);
            follow();
          }
        });
  }

  private void follow() {
    List<Table.Row<EndpointRow>> rows = store.everywhere();
    List<String> running = jobs.running();
    for (Table.Row<EndpointRow> row : rows) {
      String name = "endpoint " + row.key().replace(Tables.SEPARATOR, '/');
      if (row.value().pending() != null && !running.contains(name)) {
        start(row.key());
      } else if (row.value().pending() == null) {
        refresh(row.key());
      }
    }
    Set<String> keys = rows.stream().map(Table.Row::key).collect(Collectors.toSet());
    for (String key : List.copyOf(loaded.keySet())) {
      if (!keys.contains(key) && store.get(key) == null) {
        remove(key);
      }
    }
  }
}
