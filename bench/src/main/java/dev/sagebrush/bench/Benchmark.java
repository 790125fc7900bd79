package dev.sagebrush.bench;

import java.util.function.Consumer;

/** One thing that is measured side by side. */
public interface Benchmark {

  /** What a user types to run it: lower case, words joined by hyphens. */
  String name();

  /** What is measured, against what, in a line. */
  String about();

  /**
   * Measures.
   *
   * @param place where to work
   * @param found hears each finding as soon as there is one
   * @throws SkippedException when something it needs is missing here
   */
  void run(Workplace place, Consumer<Finding> found) throws Exception;
}
