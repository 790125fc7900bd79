package dev.sagebrush.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterSpecsTest {
  private static final ParameterSpecs SPECS =
      new ParameterSpecs(
          List.of(
              ParameterSpec.whole("k", 2, "clusters").mandatory(),
              ParameterSpec.real("rate", Interval.openClosed(0, 1), "step")
                  .or("auto")
                  .withDefault("auto")
                  .alias("eta"),
              ParameterSpec.flag("bias", "intercept").withDefault("True"),
              ParameterSpec.choice("init", List.of("random", "kmeans++"), "start")
                  .withDefault("random"),
              ParameterSpec.choices("metrics", List.of("msd", "ssd"), "scores")
                  .withDefault("[\"msd\"]"),
              ParameterSpec.text("shape", "letters", text -> text.matches("[a-z]+"), "a shape"),
              ParameterSpec.real("momentum", Interval.closedOpen(0, 1), "momentum")),
          List.of(
              Constraint.of(
                  "Parameter 'momentum' needs bias.",
                  values -> !values.has("momentum") || values.flag("bias"))));

  private static List<String> problems(Map<String, String> given) {
    return assertThrows(InvalidParameterException.class, () -> SPECS.parse(given)).problems();
  }

  @Test
  void readsEachType() {
    Parameters values =
        SPECS.parse(Map.of("k", " 3", "eta", "1e-2", "bias", "False", "metrics", "ssd, \"msd\""));
    assertEquals(3, values.whole("k"));
    assertEquals(0.01, values.real("rate"));
    assertFalse(values.flag("bias"));
    assertEquals(List.of("ssd", "msd"), values.words("metrics"));
    assertEquals("random", values.word("init"));
    assertTrue(values.given("rate"));
    assertFalse(values.given("init"));
    assertFalse(values.has("shape"));
  }

  @Test
  void defaultsAreTyped() {
    Parameters values = SPECS.parse(Map.of("k", "2"));
    assertTrue(values.auto("rate"));
    assertEquals(0.5, values.realOr("rate", 0.5));
    assertTrue(values.flag("bias"));
    assertEquals(List.of("msd"), values.words("metrics"));
    assertEquals("{bias=True, init=random, k=2, metrics=[\"msd\"], rate=auto}", values.toString());
  }

  @Test
  void tellsEveryProblemAtOnce() {
    assertEquals(
        List.of(
            "Parameter 'ratte' is not known. Did you mean 'rate'?",
            "Parameter 'k' has value '1', but must be an integer ≥ 2.",
            "Parameter 'rate' has value '0', but must be auto or a number in (0, 1].",
            "Parameter 'bias' has value 'yes', but must be true or false.",
            "Parameter 'init' has value 'Random', but must be one of: random, kmeans++."),
        problems(Map.of("k", "1", "ratte", "x", "eta", "0", "bias", "yes", "init", "Random")));
    assertEquals(
        List.of(
            "Parameter 'somethingelse' is not known.",
            "Parameter 'k' is required: it must be an integer ≥ 2."),
        problems(Map.of("somethingelse", "1")));
  }

  @Test
  void refusesWhatOnlyLooksLikeANumber() {
    for (String text : List.of("NaN", "Infinity", "0x1p-1", "0.5f", "", "1e999", "١")) {
      assertEquals(1, problems(Map.of("k", "2", "rate", text)).size(), text);
    }
    assertEquals(1, problems(Map.of("k", "99999999999999999999")).size());
    assertEquals(1, problems(Map.of("k", "2.0")).size());
  }

  @Test
  void rulesBetweenParametersAndAliases() {
    assertEquals(
        List.of("Parameter 'momentum' needs bias."),
        problems(Map.of("k", "2", "momentum", "0", "bias", "false")));
    assertEquals(
        List.of("Parameters 'rate' and 'eta' are the same."),
        problems(Map.of("k", "2", "rate", "1", "eta", "1")));
  }

  @Test
  void aBadDeclarationFailsAtOnce() {
    assertThrows(
        IllegalArgumentException.class, () -> ParameterSpec.whole("k", 2, "").withDefault("1"));
    ParameterSpec spec = ParameterSpec.flag("x", "");
    assertThrows(
        IllegalArgumentException.class, () -> new ParameterSpecs(List.of(spec, spec), List.of()));
  }

  @Test
  void editDistance() {
    assertEquals(3, EditDistance.between("kitten", "sitting"));
    assertEquals(0, EditDistance.between("", ""));
    assertEquals(4, EditDistance.between("", "wasp"));
  }
}
