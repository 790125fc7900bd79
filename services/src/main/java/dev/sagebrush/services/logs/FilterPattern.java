package dev.sagebrush.services.logs;

/**
 * What the message of an event must look like.
 *
 * <p>Three forms: terms, {@code { selectors of JSON }}, {@code [fields between spaces]}. Source: <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter
 * pattern syntax</a>.
 */
interface FilterPattern {

  /** Whether a message does. */
  boolean matches(String message);

  /**
   * Reads a pattern; an empty one matches everything.
   *
   * @throws dev.sagebrush.model.ServiceException {@code InvalidParameterException}; {@code
   *     NotImplemented} for regular expressions
   */
  static FilterPattern parse(String text) {
    PatternReader reader = new PatternReader(text);
    reader.space();
    return switch (reader.peek()) {
      case 0 -> message -> true;
      case '{' -> JsonPattern.read(reader);
      case '[' -> FieldPattern.read(reader);
      default -> TermPattern.read(reader);
    };
  }
}
