package dev.sagebrush.learn;

import java.util.List;

/** Parameters that cannot be used. It carries every problem found, not only the first. */
public final class InvalidParameterException extends InputException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** One sentence for each problem; each names the parameter, the value and what is allowed. */
  public InvalidParameterException(List<String> problems) {
    super(String.join(" ", problems));
    this.problems = List.copyOf(problems);
  }

  public InvalidParameterException(String problem) {
    this(List.of(problem));
  }

  /** The problems, in the order of declaration. */
  public List<String> problems() {
    return problems;
  }
}
