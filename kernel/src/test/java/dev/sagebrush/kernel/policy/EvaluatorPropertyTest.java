package dev.sagebrush.kernel.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.kernel.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The engine answers as an evaluator that is written another way, on 100,000 seeded requests. */
class EvaluatorPropertyTest {

  private static final int REQUESTS = 100_000;
  private static final int DOCUMENTS = 1_500;

  private record Known(Map<?, ?> document, NamedPolicy policy) {}

  private final Random random = new Random(20_170_101);
  private final RandomPolicies world = new RandomPolicies(random);
  private final Map<PolicyType, List<Known>> known = new EnumMap<>(PolicyType.class);

  @Test
  void agreesWithAnIndependentEvaluator() {
    for (PolicyType type : PolicyType.values()) {
      List<Known> documents = new ArrayList<>();
      for (int i = 0; i < DOCUMENTS && type != PolicyType.TRUST; i++) {
        String document = world.document(type);
        documents.add(
            new Known(
                (Map<?, ?>) Json.parse(document),
                new NamedPolicy("p" + i, PolicyReader.read(document, type))));
      }
      known.put(type, documents);
    }
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (int i = 0; i < REQUESTS; i++) {
      outcomes.merge(compare(), 1, Integer::sum);
    }
    for (Outcome outcome : Outcome.values()) {
      assertTrue(outcomes.getOrDefault(outcome, 0) > REQUESTS / 10, outcomes::toString);
    }
  }

  private Outcome compare() {
    List<Known> identity = some(PolicyType.IDENTITY, 3);
    List<Known> boundary = random.nextInt(4) == 0 ? some(PolicyType.BOUNDARY, 1) : List.of();
    List<Known> session = random.nextInt(4) == 0 ? some(PolicyType.SESSION, 2) : List.of();
    List<Known> resource = some(PolicyType.RESOURCE, 2);
    List<List<Known>> scps = levels(PolicyType.SERVICE_CONTROL);
    List<List<Known>> rcps = levels(PolicyType.RESOURCE_CONTROL);
    AccessRequest request = world.request();
    Policies policies =
        new Policies(
            policies(identity),
            boundary.isEmpty() ? null : boundary.getFirst().policy(),
            policies(session),
            policies(resource),
            Grant.NONE,
            scps.stream().map(EvaluatorPropertyTest::policies).toList(),
            rcps.stream().map(EvaluatorPropertyTest::policies).toList());
    NaiveEvaluator.Documents documents =
        new NaiveEvaluator.Documents(
            documents(identity),
            documents(boundary),
            documents(session),
            documents(resource),
            scps.stream().map(EvaluatorPropertyTest::documents).toList(),
            rcps.stream().map(EvaluatorPropertyTest::documents).toList());
    Outcome expected = NaiveEvaluator.decide(request, documents);
    Decision decision = Evaluator.decide(request, policies);
    assertEquals(expected, decision.outcome(), () -> request + "\n" + documents);
    if (random.nextInt(10) == 0) {
      assertEquals(
          expected,
          Evaluator.explain(request, policies).outcome(),
          () -> "explained: " + request + "\n" + documents);
    }
    return expected;
  }

  private List<Known> some(PolicyType type, int most) {
    List<Known> some = new ArrayList<>();
    int count = most == 1 ? 1 : random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      some.add(known.get(type).get(random.nextInt(DOCUMENTS)));
    }
    return some;
  }

  private List<List<Known>> levels(PolicyType type) {
    List<List<Known>> levels = new ArrayList<>();
    int count = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
    for (int i = 0; i < count; i++) {
      levels.add(some(type, 2));
    }
    return levels;
  }

  private static List<NamedPolicy> policies(List<Known> known) {
    return known.stream().map(Known::policy).toList();
  }

  private static List<Map<?, ?>> documents(List<Known> known) {
    return known.stream().<Map<?, ?>>map(Known::document).toList();
  }
}
