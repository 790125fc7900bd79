package dev.sagebrush.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One parameter, stated once.
 *
 * @param name the name users write
 * @param aliases other names for it; giving two of them is an error
 * @param domain the values it takes
 * @param fallback the value, as text, when the user gives none; null when it is then unset
 * @param required whether the user must give it
 * @param hidden whether forms and documentation leave it out
 * @param tuning where a search should look; null when it is not tunable
 * @param meaning one line for people
 */
public record ParameterSpec(
    String name,
    List<String> aliases,
    Domain domain,
    @Nullable String fallback,
    boolean required,
    boolean hidden,
    @Nullable Tuning tuning,
    String meaning) {

  public ParameterSpec {
    aliases = List.copyOf(aliases);
    if (fallback != null) {
      domain.parse(fallback);
    }
  }

  private static ParameterSpec of(String name, Domain domain, String meaning) {
    return new ParameterSpec(name, List.of(), domain, null, false, false, null, meaning);
  }

  /** Whole numbers of at least {@code low}, up to the largest int. */
  public static ParameterSpec whole(String name, int low, String meaning) {
    return whole(name, low, Integer.MAX_VALUE, meaning);
  }

  /** Whole numbers from low to high, both included. */
  public static ParameterSpec whole(String name, int low, int high, String meaning) {
    return of(name, new Domain.Whole(low, high), meaning);
  }

  /** Numbers within an interval. */
  public static ParameterSpec real(String name, Interval interval, String meaning) {
    return of(name, new Domain.Real(interval), meaning);
  }

  /** True or false. */
  public static ParameterSpec flag(String name, String meaning) {
    return of(name, new Domain.Flag(), meaning);
  }

  /** One of the words. */
  public static ParameterSpec choice(String name, List<String> words, String meaning) {
    return of(name, new Domain.Choice(words), meaning);
  }

  /** Any of the words, several at once. */
  public static ParameterSpec choices(String name, List<String> words, String meaning) {
    return of(name, new Domain.Choices(words), meaning);
  }

  /** Text of the given shape, e.g. "a tuple such as (1,-1,0)". */
  public static ParameterSpec text(
      String name, String shape, Predicate<String> test, String meaning) {
    return of(name, new Domain.Text(shape, test), meaning);
  }

  /** This, also taking the given words, each for itself. */
  public ParameterSpec or(String... words) {
    return with(aliases, new Domain.WordOr(List.of(words), domain), fallback, tuning);
  }

  /** This, with the value taken when none is given, as text. */
  public ParameterSpec withDefault(String text) {
    return with(aliases, domain, text, tuning);
  }

  /** This, also known under another name. */
  public ParameterSpec alias(String other) {
    List<String> all = new ArrayList<>(aliases);
    all.add(other);
    return with(all, domain, fallback, tuning);
  }

  /** This, worth searching within a range. */
  public ParameterSpec tunable(double low, double high, Tuning.Scale scale) {
    return with(aliases, domain, fallback, new Tuning.Range(low, high, scale));
  }

  /** This, worth searching among words. */
  public ParameterSpec tunable(String... words) {
    return with(aliases, domain, fallback, new Tuning.Words(List.of(words)));
  }

  /** This, without which no fit begins. */
  public ParameterSpec mandatory() {
    return new ParameterSpec(name, aliases, domain, fallback, true, hidden, tuning, meaning);
  }

  /** This, taken but shown to nobody. */
  public ParameterSpec undocumented() {
    return new ParameterSpec(name, aliases, domain, fallback, required, true, tuning, meaning);
  }

  private ParameterSpec with(
      List<String> names, Domain values, @Nullable String text, @Nullable Tuning search) {
    return new ParameterSpec(name, names, values, text, required, hidden, search, meaning);
  }
}
