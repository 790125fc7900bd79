package dev.sagebrush.bench;

import dev.sagebrush.bench.load.Endpoint;
import dev.sagebrush.bench.load.Load;
import dev.sagebrush.bench.load.LoadGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The same load on two servers by turns. */
final class Duel {

  private final List<Load> ours = new ArrayList<>();
  private final List<Load> theirs = new ArrayList<>();

  private Duel() {}

  /** Makes, for a server, the requests of one connection in one round: each has its number. */
  interface Maker {
    List<byte[]> requests(Endpoint server, int connection) throws IOException;
  }

  /** Loads both, after a round that does not count. Each round has requests of its own. */
  static Duel run(Workplace place, Server ours, Server theirs, int connections, Maker maker)
      throws IOException, InterruptedException {
    Duel duel = new Duel();
    for (int round = 0; round <= place.rounds(); round++) {
      Load our = load(ours, round, connections, maker, place.period());
      Load their = load(theirs, round, connections, maker, place.period());
      if (round > 0) {
        duel.ours.add(our);
        duel.theirs.add(their);
      }
    }
    return duel;
  }

  private static Load load(Server server, int round, int connections, Maker maker, Duration period)
      throws IOException, InterruptedException {
    List<List<byte[]>> requests = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      requests.add(maker.requests(server.endpoint(), round * connections + i));
    }
    return LoadGenerator.run(server.endpoint(), requests, period);
  }

  /** Requests in a second. */
  Finding rate(String measure, Finding.Goal goal) {
    return Finding.rates(
        measure, "req/s", each(ours, Load::rate), Server.MOTO, each(theirs, Load::rate), goal);
  }

  /** The latency that a fraction of the requests stay within. */
  Finding latency(String measure, double fraction, Finding.Goal goal) {
    return Finding.times(
        measure,
        "ms",
        each(ours, load -> load.millis(fraction)),
        Server.MOTO,
        each(theirs, load -> load.millis(fraction)),
        goal);
  }

  private static double[] each(List<Load> loads, ToDoubleFunction<Load> value) {
    return loads.stream().mapToDouble(value).toArray();
  }
}
