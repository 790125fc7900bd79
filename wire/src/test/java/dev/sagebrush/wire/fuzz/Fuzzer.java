package dev.sagebrush.wire.fuzz;

import java.util.function.LongFunction;

/** Feeds one input after the other to a parser; a finding is thrown. */
public interface Fuzzer {

  /** Runs one input. */
  void one() throws Exception;

  /** How many inputs were accepted: a fuzzer whose every input is refused looks at nothing. */
  long accepted();

  /** Runs so many inputs. */
  default void run(long inputs) throws Exception {
    for (long i = 0; i < inputs; i++) {
      one();
    }
  }

  /**
   * Runs for long and says how it goes: time and heap after each tenth.
   *
   * @param args the seed, by default 1, and the number of inputs, by default a million
   * @param fuzzer one for a seed
   */
  static void longRun(String[] args, LongFunction<? extends Fuzzer> fuzzer) throws Exception {
    long seed = args.length > 0 ? Long.parseLong(args[0]) : 1;
    long inputs = args.length > 1 ? Long.parseLong(args[1]) : 1_000_000;
    Fuzzer running = fuzzer.apply(seed);
    Runtime runtime = Runtime.getRuntime();
    for (long done = 0; done < inputs; done += inputs / 10) {
      long start = System.nanoTime();
      running.run(inputs / 10);
      runtime.gc();
      System.out.printf(
          "%d inputs, %d accepted, %d ms, heap %d MiB%n",
          done + inputs / 10,
          running.accepted(),
          (System.nanoTime() - start) / 1_000_000,
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
  }
}
