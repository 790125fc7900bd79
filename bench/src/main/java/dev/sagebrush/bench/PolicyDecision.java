package dev.sagebrush.bench;

import dev.sagebrush.kernel.policy.AccessRequest;
import dev.sagebrush.kernel.policy.Decision;
import dev.sagebrush.kernel.policy.Evaluator;
import dev.sagebrush.kernel.policy.LazyContext;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.kernel.policy.Policies;
import dev.sagebrush.kernel.policy.PolicyReader;
import dev.sagebrush.kernel.policy.PolicyType;
import dev.sagebrush.kernel.policy.Requester;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What it costs to decide a request under 50 policies of 20 statements: with statements of ten
 * services, as people have them, and with all thousand of them about the service that is asked for.
 */
final class PolicyDecision implements Benchmark {

  private static final int POLICIES = 50;
  private static final int STATEMENTS = 20;
  private static final int BATCH = 20_000;
  private static final double LIMIT_MICROS = 20;

  private static final List<String> SERVICES =
      List.of("s3", "athena", "sqs", "sns", "ec2", "kms", "sagemaker", "logs", "lambda", "glue");

  private static final List<String> VERBS =
      List.of("GetObject", "Get*", "PutObject", "List*", "Describe*", "Create*", "*Tag*", "*");

  private static final List<String> CONDITIONS =
      List.of(
          "\"StringEquals\":{\"aws:PrincipalTag/team\":[\"red\",\"blue\"]}",
          "\"IpAddress\":{\"aws:SourceIp\":[\"10.0.0.0/8\",\"192.0.2.0/24\"]}",
          "\"Bool\":{\"aws:SecureTransport\":\"false\"}",
          "\"StringLike\":{\"s3:prefix\":\"home/${aws:username}/*\"}");

  @Override
  public String name() {
    return "policy-decision";
  }

  @Override
  public String about() {
    return "a decision under 50 policies of 20 statements, on one thread";
  }

  @Override
  public void run(Workplace place, Consumer<Finding> found) {
    found.accept(measure("statements of ten services", SERVICES, place.rounds()));
    found.accept(measure("all statements of one service", List.of("s3"), place.rounds()));
  }

  private static Finding measure(String what, List<String> services, int rounds) {
    Policies policies = policies(new Random(50), services);
    decide(policies, BATCH);
    double[] micros = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      decide(policies, BATCH);
      micros[round] = (System.nanoTime() - start) / 1e3 / BATCH;
    }
    return Finding.alone(what, "µs", micros, new Finding.Goal.Below(LIMIT_MICROS));
  }

  /** Asks for many objects, each in a context of its own as calls have it. */
  private static void decide(Policies policies, int times) {
    Requester alice =
        new Requester(
            Requester.Kind.USER,
            "111122223333",
            "arn:aws:iam::111122223333:user/alice",
            "AIDAALICE",
            null,
            null);
    for (int i = 0; i < times; i++) {
      LazyContext context =
          new LazyContext()
              .put("aws:SourceIp", "10.1.2.3")
              .put("aws:SecureTransport", "true")
              .put("aws:username", "alice")
              .family("aws:PrincipalTag", key -> key.equals("team") ? List.of("red") : List.of());
      String resource = "arn:aws:s3:::lake-" + i % 100 + "/home/alice/" + i;
      Decision decision =
          Evaluator.decide(AccessRequest.of(alice, "s3:GetObject", resource, context), policies);
      if (!decision.allowed()) {
        throw new IllegalStateException("refused: " + decision);
      }
    }
  }

  private static Policies policies(Random random, List<String> services) {
    List<NamedPolicy> policies = new ArrayList<>();
    for (int i = 0; i < POLICIES; i++) {
      List<String> statements = new ArrayList<>();
      for (int j = 0; j < STATEMENTS; j++) {
        statements.add(statement(random, services));
      }
      if (i == POLICIES - 1) {
        statements.set(0, "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}");
      }
      String document =
          "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
      policies.add(
          new NamedPolicy(
              "arn:aws:iam::111122223333:policy/p" + i,
              PolicyReader.read(document, PolicyType.IDENTITY)));
    }
    return Policies.NONE.withIdentity(policies);
  }

  /** One in ten denies, in a bucket that is not asked for. */
  private static String statement(Random random, List<String> services) {
    String service = services.get(random.nextInt(services.size()));
    boolean denies = random.nextInt(10) == 0;
    String name = (denies ? "vault-" : "lake-") + random.nextInt(100);
    String arn =
        service.equals("s3")
            ? "arn:aws:s3:::" + name
            : "arn:aws:" + service + ":*:111122223333:" + name;
    String condition =
        random.nextBoolean()
            ? ",\"Condition\":{" + CONDITIONS.get(random.nextInt(CONDITIONS.size())) + "}"
            : "";
    return "{\"Effect\":\""
        + (denies ? "Deny" : "Allow")
        + "\",\"Action\":[\""
        + service
        + ":"
        + VERBS.get(random.nextInt(VERBS.size()))
        + "\",\""
        + service
        + ":"
        + VERBS.get(random.nextInt(VERBS.size()))
        + "\"],\"Resource\":[\""
        + arn
        + "\",\""
        + arn
        + "/home/${aws:username}/*\"]"
        + condition
        + "}";
  }
}
