package dev.sagebrush.bench;

import dev.sagebrush.bench.load.Endpoint;
import dev.sagebrush.bench.load.Load;
import dev.sagebrush.bench.load.LoadGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The same load on two servers by turns. */
final class Duel {

  private final List<Load> ours = new ArrayList<>();
  private final List<Load> theirs = new ArrayList<>();

  private Duel() {}

  /** Makes, for a server, the requests of one connection. */
  interface Maker {
    List<byte[]> requests(Endpoint server, int connection) throws IOException;
  }

  /** Loads both, after a round that does not count. */
  static Duel run(Workplace place, Server ours, Server theirs, int connections, Maker maker)
      throws IOException, InterruptedException {
    Duel duel = new Duel();
    List<List<byte[]>> forOurs = new ArrayList<>();
    List<List<byte[]>> forTheirs = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      forOurs.add(maker.requests(ours.endpoint(), i));
      forTheirs.add(maker.requests(theirs.endpoint(), i));
    }
    LoadGenerator.run(ours.endpoint(), forOurs, place.period());
    LoadGenerator.run(theirs.endpoint(), forTheirs, place.period());
    for (int round = 0; round < place.rounds(); round++) {
      duel.ours.add(LoadGenerator.run(ours.endpoint(), forOurs, place.period()));
      duel.theirs.add(LoadGenerator.run(theirs.endpoint(), forTheirs, place.period()));
    }
    return duel;
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
