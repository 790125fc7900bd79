package dev.sagebrush.learn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an algorithm and the rules between them.
 *
 * @param all in the order documentation and forms show them
 * @param constraints checked when every value by itself is valid
 */
public record ParameterSpecs(List<ParameterSpec> all, List<Constraint> constraints) {

  public ParameterSpecs {
    all = List.copyOf(all);
    constraints = List.copyOf(constraints);
    Set<String> names = new HashSet<>();
    for (ParameterSpec spec : all) {
      if (!names.add(spec.name()) || spec.aliases().stream().anyMatch(alias -> !names.add(alias))) {
        throw new IllegalArgumentException("declared twice: " + spec.name());
      }
    }
  }

  /** The parameter of that name or alias; null when there is none. */
  public @Nullable ParameterSpec find(String name) {
    for (ParameterSpec spec : all) {
      if (spec.name().equals(name) || spec.aliases().contains(name)) {
        return spec;
      }
    }
    return null;
  }

  /**
   * Reads and checks a whole set.
   *
   * @throws InvalidParameterException with every problem found
   */
  public Parameters parse(Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    Set<String> present = new HashSet<>();
    for (String name : given.keySet().stream().sorted().toList()) {
      if (find(name) == null) {
        problems.add(unknown(name));
      }
    }
    for (ParameterSpec spec : all) {
      String text = textOf(spec, given, problems);
      if (text != null) {
        present.add(spec.name());
      } else if (spec.required()) {
        problems.add(
            "Parameter '"
                + spec.name()
                + "' is required: it must be "
                + spec.domain().allowed()
                + ".");
        continue;
      } else {
        text = spec.fallback();
      }
      if (text != null) {
        read(spec, text, values, problems);
        texts.put(spec.name(), text);
      }
    }
    Parameters parameters = new Parameters(values, texts, present);
    if (problems.isEmpty()) {
      for (Constraint constraint : constraints) {
        if (!constraint.holds().test(parameters)) {
          problems.add(constraint.message().apply(parameters));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidParameterException(problems);
    }
    return parameters;
  }

  private static @Nullable String textOf(
      ParameterSpec spec, Map<String, String> given, List<String> problems) {
    String found = given.get(spec.name());
    String foundAs = spec.name();
    for (String alias : spec.aliases()) {
      String text = given.get(alias);
      if (text != null && found != null) {
        problems.add("Parameters '" + foundAs + "' and '" + alias + "' are the same.");
      } else if (text != null) {
        found = text;
        foundAs = alias;
      }
    }
    return found;
  }

  private static void read(
      ParameterSpec spec, String text, Map<String, Object> values, List<String> problems) {
    try {
      values.put(spec.name(), spec.domain().parse(text));
    } catch (IllegalArgumentException e) {
      problems.add(
          "Parameter '"
              + spec.name()
              + "' has value '"
              + shortened(text)
              + "', but must be "
              + spec.domain().allowed()
              + ".");
    }
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  private String unknown(String name) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (ParameterSpec spec : all) {
      int distance = EditDistance.between(name, spec.name());
      if (!spec.hidden() && distance < least) {
        least = distance;
        nearest = spec.name();
      }
    }
    String hint = least <= Math.max(2, name.length() / 3) ? " Did you mean '" + nearest + "'?" : "";
    return "Parameter '" + shortened(name) + "' is not known." + hint;
  }
}
