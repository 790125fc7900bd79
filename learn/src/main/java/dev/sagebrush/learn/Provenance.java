package dev.sagebrush.learn;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from.
 *
 * @param algorithm the algorithm's name
 * @param parameters every parameter's value as text, defaults included
 * @param data fingerprint of the training data, see {@link Dataset#fingerprint}
 * @param rows training rows
 * @param seed the fit's seed
 * @param version version of this library
 */
public record Provenance(
    String algorithm,
    Map<String, String> parameters,
    String data,
    long rows,
    long seed,
    String version) {

  /** Version of this library. */
  public static final String VERSION = "0.1.0";

  public Provenance {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }
}
