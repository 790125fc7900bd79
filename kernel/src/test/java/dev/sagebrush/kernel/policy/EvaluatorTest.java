package dev.sagebrush.kernel.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How layers come together, and what a decision tells. */
class EvaluatorTest {

  private static final String ACCOUNT = "111122223333";
  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";
  private static final String OBJECT = "arn:aws:s3:::lake/a";

  private static final Requester USER =
      new Requester(Requester.Kind.USER, ACCOUNT, ALICE, "AIDAALICE", null, null);

  private static NamedPolicy identity(String statement) {
    return named("id", statement, PolicyType.IDENTITY);
  }

  private static NamedPolicy named(String name, String statement, PolicyType type) {
    return new NamedPolicy(
        name,
        PolicyReader.read(
            "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement.replace('\'', '"') + "]}",
            type));
  }

  private static AccessRequest get(Requester requester) {
    return AccessRequest.of(requester, "s3:GetObject", OBJECT, RequestContext.EMPTY);
  }

  @Test
  void namesTheStatementThatAllows() {
    Decision decision =
        Evaluator.decide(
            get(USER),
            Policies.NONE.withIdentity(
                List.of(
                    identity("{'Effect':'Allow','Action':'iam:*','Resource':'*'}"),
                    identity(
                        "{'Sid':'A','Effect':'Allow','Action':'s3:List*','Resource':'*'},"
                            + "{'Sid':'B','Effect':'Allow','Action':'S3:get*',"
                            + "'Resource':'arn:aws:s3:::lake/*'}"))));
    assertTrue(decision.allowed());
    assertEquals(
        new StatementMatch(PolicyType.IDENTITY, "id", 1, "B", Effect.ALLOW), decision.match());
    assertEquals("", decision.because("s3:GetObject"));
  }

  @Test
  void saysWhatIsMissing() {
    Decision decision = Evaluator.decide(get(USER), Policies.NONE);
    assertEquals(Outcome.IMPLICIT_DENY, decision.outcome());
    assertNull(decision.match());
    assertEquals(
        "because no identity-based policy allows the s3:GetObject action",
        decision.because("s3:GetObject"));
  }

  @Test
  void letsADenialWin() {
    Policies policies =
        Policies.NONE
            .withIdentity(List.of(identity("{'Effect':'Allow','Action':'*','Resource':'*'}")))
            .withResource(
                List.of(
                    named(
                        "lake",
                        "{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':'*',"
                            + "'Condition':{'Bool':{'aws:SecureTransport':'false'}}}",
                        PolicyType.RESOURCE)));
    assertTrue(Evaluator.decide(get(USER), policies).allowed());
    Decision plain =
        Evaluator.decide(
            AccessRequest.of(
                USER,
                "s3:GetObject",
                OBJECT,
                RequestContext.of(Map.of("aws:SecureTransport", List.of("false")))),
            policies);
    assertEquals(Outcome.EXPLICIT_DENY, plain.outcome());
    assertEquals("with an explicit deny in a resource-based policy", plain.because("s3:GetObject"));
    assertEquals(1, plain.layers().size());
  }

  @Test
  void explainsAllThatApplies() {
    Policies policies =
        Policies.NONE
            .withIdentity(
                List.of(
                    identity(
                        "{'Effect':'Allow','Action':'*','Resource':'*'},"
                            + "{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
                            + "{'Effect':'Deny','Action':'s3:*','Resource':'*'}")))
            .withBoundary(
                named(
                    "b", "{'Effect':'Allow','Action':'s3:*','Resource':'*'}", PolicyType.BOUNDARY));
    Decision decision = Evaluator.explain(get(USER), policies);
    assertEquals(Outcome.EXPLICIT_DENY, decision.outcome());
    assertEquals(PolicyType.IDENTITY, decision.type());
    assertEquals(
        List.of(PolicyType.RESOURCE, PolicyType.IDENTITY, PolicyType.BOUNDARY),
        decision.layers().stream().map(LayerResult::type).toList());
    assertEquals(3, decision.layers().get(1).matches().size());
  }
}
